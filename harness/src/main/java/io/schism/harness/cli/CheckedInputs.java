package io.schism.harness.cli;

import io.schism.harness.run.RunResult;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is to be judged, found under what the user named: each file and each run's folder once, however often named. */
final class CheckedInputs {
    private static final Pattern HISTORY = Pattern.compile(".*\\.(edn|log|json|jsonl|txt)");

    /** One of them; or one that cannot be judged, and why. */
    record Input(Path path, Optional<UserError> error) {}

    private final List<Input> found = new ArrayList<>();
    private final Set<Path> known = new HashSet<>();

    private CheckedInputs() {}

    /** In the order in which they are named; those of a folder in order of their names. */
    static List<Input> of(List<Path> named) {
        CheckedInputs inputs = new CheckedInputs();
        named.forEach(inputs::add);
        return List.copyOf(inputs.found);
    }

    private void add(Path input) {
        if (!Files.exists(input)) {
            refuse(input, "there is no such file or folder", "check the path");
        } else if (!Files.isDirectory(input) || RunResult.isRun(input)) {
            accept(input);
        } else {
            int before = found.size();
            boolean any = addAll(input);
            if (!any && found.size() == before) {
                refuse(
                        input,
                        "there is no history in this folder",
                        "histories end in .edn, .log, .json, .jsonl or .txt");
            }
        }
    }

    /** Returns whether there was any, new or known. */
    private boolean addAll(Path folder) {
        List<Path> inside = new ArrayList<>();
        try {
            Path real = folder.toRealPath();
            Files.walkFileTree(real, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    if (RunResult.isRun(each)) {
                        inside.add(folder.resolve(real.relativize(each)));
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (HISTORY.matcher(file.toString()).matches() && Files.isRegularFile(file)) {
                        inside.add(folder.resolve(real.relativize(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    refuse(folder.resolve(real.relativize(file)), "may not be read", "check its permissions");
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            refuse(folder, "cannot be read: " + e.getMessage(), "check its permissions");
        }
        inside.sort(null);
        inside.forEach(this::accept);
        return !inside.isEmpty();
    }

    private void accept(Path path) {
        if (known.add(real(path))) {
            found.add(new Input(path, Optional.empty()));
        }
    }

    private void refuse(Path path, String problem, String remedy) {
        if (known.add(real(path))) {
            found.add(new Input(path, Optional.of(UserError.input(path, 0, 0, problem, remedy))));
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
