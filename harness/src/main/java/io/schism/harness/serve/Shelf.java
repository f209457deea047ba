package io.schism.harness.serve;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of runs under one root, and the only way to a file: nothing outside the root is ever named by it. */
final class Shelf {
    /** What a page is made of. */
    private static final List<String> READ = List.of("history.edn", "scenario.yml", "verdict.json");

    private final Path root;

    /** @param runs the folder that holds the folders of runs */
    Shelf(Path runs) {
        try {
            this.root = runs.toRealPath();
        } catch (IOException e) {
            throw UserError.usage("no folder of runs: " + runs, "run a scenario first, or name another with --runs");
        }
    }

    Path root() {
        return root;
    }

    /** Every run, the newest first; {@code latest} and other links are no runs of their own. */
    List<ListedRun> list() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                    .filter(Shelf::isRun)
                    .sorted(Comparator.comparing(
                                    (Path folder) -> folder.getFileName().toString())
                            .reversed())
                    .map(ListedRun::of)
                    .toList();
        } catch (IOException e) {
            throw UserError.environment("cannot read " + root + ": " + e.getMessage(), "look at its permissions", e);
        }
    }

    /** The folder of a run; empty where the name is not that of a folder straight below the root. */
    Optional<Path> run(String name) {
        return name.indexOf('/') >= 0 || name.indexOf('\\') >= 0
                ? Optional.empty()
                : inside(root, name).filter(Shelf::isRun);
    }

    /** What is read of it stands in it: a file there that is a link may lead anywhere. */
    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve("run.json"), LinkOption.NOFOLLOW_LINKS)
                && READ.stream().map(folder::resolve).noneMatch(Files::isSymbolicLink);
    }

    /** A file of a run; empty where there is none, or where the name leads out of the run's folder, by a link too. */
    Optional<Path> file(String run, String name) {
        return run(run).flatMap(folder -> inside(folder, name)).filter(Files::isRegularFile);
    }

    private static Optional<Path> inside(Path folder, String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            Path wanted = folder.resolve(name);
            boolean straight = !Path.of(name).isAbsolute() && wanted.equals(wanted.normalize());
            // The real path is the plain one only where no part of it is a link.
            return straight && wanted.startsWith(folder) && wanted.toRealPath().equals(wanted)
                    ? Optional.of(wanted)
                    : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty();
        }
    }
}
