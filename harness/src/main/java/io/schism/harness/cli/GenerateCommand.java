package io.schism.harness.cli;

import io.schism.histories.error.UserError;
import io.schism.histories.synthetic.Kinds;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "generate",
        description = "Write a synthetic history, to try a checker on.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "KIND", description = "A kind of `schism list histories`.")
    String kind = "";

    @Option(names = "--calls", description = "Invocations (1000).", defaultValue = "1000")
    int calls = 1_000;

    @Option(names = "--processes", description = "Clients that call at the same time (5).", defaultValue = "5")
    int processes = 5;

    @Option(names = "--busy", description = "Share of its time that a client waits (0.5).", defaultValue = "0.5")
    double busy = 0.5;

    @Option(names = "--indeterminate", description = "Share of calls without an answer (0).", defaultValue = "0")
    double indeterminate;

    @Option(names = "--values", description = "Different values, where few are written (5).", defaultValue = "5")
    int values = 5;

    @Option(names = "--keys", description = "Keys or registers, where there are several (1).", defaultValue = "1")
    int keys = 1;

    @Option(names = "--stale", description = "With one violation, near the end.")
    boolean stale;

    @Option(names = "--seed", description = "Another seed, another history (1).", defaultValue = "1")
    long seed = 1;

    @Option(
            names = {"--output", "-o"},
            description = "The file to write; else standard output.")
    @Nullable
    Path output;

    @Override
    public Integer call() {
        Shape shape = new Shape(calls, processes, busy, indeterminate, values, keys, stale, seed);
        SyntheticHistory history = SyntheticHistory.of(kind, shape);
        try {
            if (output == null) {
                history.write(System.out);
                Main.demandWritten();
            } else {
                history.write(output);
                System.err.println(output + ": check it with --model "
                        + Kinds.named(kind).model().name());
            }
        } catch (IOException e) {
            throw UserError.environment("cannot write the history: " + e.getMessage(), "choose another --output", e);
        }
        return Exit.VALID.code();
    }
}
