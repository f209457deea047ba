package io.schism.harness.cli;

import io.schism.histories.edn.EdnException;
import io.schism.histories.edn.EdnReader;
import io.schism.histories.error.UserError;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Judge histories, runs, or folders of them.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final Pattern HISTORY = Pattern.compile(".*\\.(edn|log|json|jsonl|txt)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kKmMgG]?)");

    /** How verdicts are printed. */
    enum Format {
        text,
        json
    }

    @Parameters(arity = "1..*", paramLabel = "FILE|RUN|FOLDER")
    List<Path> inputs = List.of();

    @Option(names = "--model", description = "The model of `schism list models`; a run's folder knows its own.")
    @Nullable
    String model;

    @Option(names = "--initial", description = "The initial value, as EDN.")
    @Nullable
    String initial;

    @Option(names = "--keyed", description = "Values are [key value], each key judged alone; found out where unsaid.")
    boolean keyed;

    @Option(names = "--lenient", description = "Skip a torn last line, and say so.")
    boolean lenient;

    @Option(names = "--time-limit", description = "For each file; past it the verdict is unknown.")
    @Nullable
    String timeLimit;

    @Option(names = "--memory-limit", description = "For each file, such as 2g; past it the verdict is unknown.")
    @Nullable
    String memoryLimit;

    @Option(names = "--jobs", description = "Files at a time.", defaultValue = "1")
    int jobs = 1;

    @Option(names = "--format", description = "text (default), or json: one object a file.", defaultValue = "text")
    Format format = Format.text;

    @Override
    public Integer call() {
        if (jobs < 1) {
            throw UserError.usage("--jobs must be 1 or more, not " + jobs, "write --jobs 2");
        }
        CheckedFile.Settings settings = new CheckedFile.Settings(engine(), lenient);
        List<Path> files = files();
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        Exit worst = Exit.VALID;
        try {
            List<Future<CheckedFile>> checks = files.stream()
                    .map(file -> pool.submit(() -> CheckedFile.check(file, settings)))
                    .toList();
            for (Future<CheckedFile> check : checks) {
                CheckedFile checked = check.get();
                System.out.println(format == Format.json ? checked.json() : checked.text());
                worst = worst.worse(checked.exit());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.HARNESS.code();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return worst.code();
    }

    /** How a model is checked; empty where no model is named, so that a run's own is taken. */
    private java.util.Optional<java.util.function.Supplier<Linearizability>> engine() {
        if (model == null) {
            return java.util.Optional.empty();
        }
        Model<?> named = Models.named(model);
        Linearizability built = Linearizability.of(named);
        if (keyed) {
            built = built.keyed(true);
        }
        if (timeLimit != null) {
            built = built.within(Scale.duration("--time-limit", timeLimit));
        }
        if (memoryLimit != null) {
            built = built.memory(bytes(memoryLimit));
        }
        Object start = initialValue();
        Linearizability whole = start == null ? built : built.initial(start);
        return java.util.Optional.of(() -> whole);
    }

    private @Nullable Object initialValue() {
        if (initial == null) {
            return null;
        }
        try {
            return EdnReader.parse(initial);
        } catch (EdnException e) {
            throw UserError.usage("--initial is no EDN value: " + initial, "write nil, 5 or \"text\"");
        }
    }

    private static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw UserError.usage("--memory-limit must be a size, not " + text, "write 512m or 2g");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "k", "K" -> 1L << 10;
                    case "m", "M" -> 1L << 20;
                    case "g", "G" -> 1L << 30;
                    default -> 1L;
                };
        return Long.parseLong(matcher.group(1)) * unit;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw UserError.usage("no such file or folder: " + input, "check the path");
            }
            if (!Files.isDirectory(input) || CheckedFile.isRun(input)) {
                files.add(input);
                continue;
            }
            List<Path> found = new ArrayList<>();
            try {
                Files.walkFileTree(input, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        if (CheckedFile.isRun(folder)) {
                            found.add(folder);
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()
                                && HISTORY.matcher(file.toString()).matches()) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                throw UserError.environment("cannot read " + input + ": " + e.getMessage(), "check its permissions", e);
            }
            found.sort(null);
            files.addAll(found);
        }
        if (files.isEmpty()) {
            throw UserError.usage("no history in " + inputs, "histories end in .edn, .log, .json, .jsonl or .txt");
        }
        return files;
    }
}
