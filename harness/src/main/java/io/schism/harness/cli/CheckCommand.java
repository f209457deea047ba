package io.schism.harness.cli;

import io.schism.harness.engine.Question;
import io.schism.harness.knossos.Knossos;
import io.schism.histories.edn.EdnException;
import io.schism.histories.edn.EdnReader;
import io.schism.histories.error.UserError;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Judge histories, runs, or folders of them. A run's verdict and report are written anew.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
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

    @Option(
            names = "--engine",
            description = "native (default), knossos, or both: that they disagree is told, and exits 254.",
            defaultValue = "native")
    EngineName engine = EngineName.NATIVE;

    @Option(names = "--initial", description = "The initial value, as EDN.")
    @Nullable
    String initial;

    @Option(
            names = "--keyed",
            negatable = true,
            description = "Values are [key value], each key judged alone, or are not; found out where unsaid.")
    @Nullable
    Boolean keyed;

    @Option(names = "--lenient", description = "Skip a torn last line, and say so; for a run this is always done.")
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

    @Option(
            names = "--evidence",
            description = "In json: also each failing key's prefix, counterexample, and proof that it is minimal.")
    boolean evidence;

    @Override
    public Integer call() {
        if (jobs < 1) {
            throw UserError.usage("--jobs must be 1 or more, not " + jobs, "write --jobs 2");
        }
        Optional<Model<?>> named = Optional.ofNullable(model).map(Models::named);
        Optional<Object> start = Optional.ofNullable(initialValue());
        named.ifPresent(it -> it.initial(start));
        named.filter(it -> engine.asksKnossos()).ifPresent(it -> Knossos.demand(it.name()));
        try (EngineName.Opened opened = engine.open()) {
            return check(new FileCheck(opened.engine(), named, asked(start), lenient, evidence))
                    .code();
        }
    }

    /** Judges all of them, and prints each as soon as it and those before it are done. */
    private Exit check(FileCheck check) {
        List<CheckedInputs.Input> found = CheckedInputs.of(inputs);
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(jobs, found.size()));
        Exit worst = Exit.VALID;
        try (CheckProgress progress = new CheckProgress(found.size())) {
            List<Future<CheckedFile>> checks = found.stream()
                    .map(input -> pool.submit(() -> input.error()
                            .map(error -> CheckedFile.broken(input.path(), error))
                            .orElseGet(() -> check.check(input.path()))))
                    .toList();
            for (Future<CheckedFile> each : checks) {
                CheckedFile checked = each.get();
                worst = worst.worse(checked.exit());
                progress.print(() -> print(checked));
                if (System.out.checkError()) {
                    // Nobody reads on (`| head -1`): what is left is not judged, which is no verdict.
                    return worst.worse(Exit.HARNESS);
                }
            }
            return worst;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return worst.worse(Exit.HARNESS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Results to standard output; in text an error is no result, and goes where every command puts it. */
    private void print(CheckedFile checked) {
        if (format == Format.json) {
            byte[] line = (checked.json() + "\n").getBytes(StandardCharsets.UTF_8);
            System.out.write(line, 0, line.length);
            checked.notes().forEach(note -> System.err.println("note: " + note));
        } else if (checked.isBroken()) {
            System.err.println("schism: " + checked.text());
        } else {
            System.out.println(checked.text());
            checked.notes().forEach(note -> System.out.println("  note: " + note));
        }
    }

    /** What is asked of every history: keys, start, limits. */
    private UnaryOperator<Question> asked(Optional<Object> start) {
        Optional<Duration> time = Optional.ofNullable(timeLimit).map(limit -> Scale.duration("--time-limit", limit));
        Optional<Long> memory = Optional.ofNullable(memoryLimit).map(CheckCommand::bytes);
        return question -> {
            Question asked = keyed == null ? question : question.keyed(keyed);
            asked = start.isPresent() ? asked.initial(start.get()) : asked;
            asked = time.isPresent() ? asked.within(time.get()) : asked;
            return memory.isPresent() ? asked.memory(memory.get()) : asked;
        };
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
                switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "k" -> 1L << 10;
                    case "m" -> 1L << 20;
                    case "g" -> 1L << 30;
                    default -> 1L;
                };
        long number = Long.parseLong(matcher.group(1));
        return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
    }
}
