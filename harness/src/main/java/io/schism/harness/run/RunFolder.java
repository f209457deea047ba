package io.schism.harness.run;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The folder of one run, and {@code latest} that points to the newest. */
public final class RunFolder {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final Instant started;

    private RunFolder(Path path, Instant started) {
        this.path = path;
        this.started = started;
    }

    /** Where runs are kept: as given, else {@code SCHISM_RUNS}, else {@code ./runs}. */
    public static Path runs(String given) {
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        String environment = System.getenv("SCHISM_RUNS");
        return Path.of(environment == null || environment.isEmpty() ? "runs" : environment);
    }

    /** Where the tests of a build keep theirs, for its {@code clean} to take away: Maven's {@code target}, Gradle's {@code build}. */
    public static Path runsOfTests() {
        boolean gradle = !Files.exists(Path.of("pom.xml"))
                && (Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts")));
        return Path.of(gradle ? "build" : "target", "schism");
    }

    /** Makes a folder that no other run has. */
    public static RunFolder create(Path runs, String scenario, String variant, long seed) {
        try {
            Files.createDirectories(runs);
            for (Instant now = Instant.now(); ; now = now.plusMillis(1)) {
                Path path = runs.resolve(STAMP.format(now) + "-" + scenario + "-" + variant + "-" + seed);
                try {
                    Files.createDirectory(path);
                } catch (FileAlreadyExistsException e) {
                    continue;
                }
                pointTo(runs.resolve("latest"), path.getFileName());
                return new RunFolder(path, now);
            }
        } catch (IOException e) {
            throw UserError.environment(
                    "cannot write to " + runs + ": " + e.getMessage(), "choose another with --runs", e);
        }
    }

    /** The folder of a run that was. */
    static RunFolder of(Path path) {
        return new RunFolder(path, Instant.EPOCH);
    }

    private static void pointTo(Path link, Path target) throws IOException {
        Path aside = link.resolveSibling("." + target + ".latest");
        Files.createSymbolicLink(aside, target);
        try {
            Files.move(aside, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, link, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public Path path() {
        return path;
    }

    public Instant started() {
        return started;
    }

    /** The history that is appended to while the run goes on. */
    public Path history() {
        return path.resolve("history.edn");
    }

    /** A name for what the run makes on the host: letters, digits and hyphens, unique. */
    public String id() {
        return path.getFileName().toString().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** Writes a file aside and renames it, so that a reader sees all of it or nothing. */
    public void write(String name, String text) {
        try {
            Path aside = path.resolve("." + name + ".part");
            Files.writeString(aside, text);
            Files.move(aside, path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw UserError.environment("cannot write " + name + ": " + e.getMessage(), "check the disk", e);
        }
    }
}
