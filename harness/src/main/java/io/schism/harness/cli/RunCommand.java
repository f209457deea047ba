package io.schism.harness.cli;

import io.schism.harness.backend.Backends;
import io.schism.harness.run.Library;
import io.schism.harness.run.Run;
import io.schism.harness.run.RunFolder;
import io.schism.harness.run.RunRequest;
import io.schism.harness.run.RunResult;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Variant;
import io.schism.histories.verdict.Validity;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = "Run a scenario and judge it.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** What a run's verdict is compared with. */
    enum Expect {
        SCENARIO,
        VALID,
        INVALID,
        NONE
    }

    @Parameters(paramLabel = "SCENARIO|FILE", description = "A scenario of `schism list scenarios`, or a YAML file.")
    String scenario = "";

    @Option(names = "--variant", description = "Which variant; the first where none is named.")
    String variant = "";

    @Option(names = "--backend", description = "loopback (default) or docker.", defaultValue = "loopback")
    String backend = "loopback";

    @Option(names = "--seed", description = "The seed of everything random; drawn and printed where none is given.")
    @Nullable
    Long seed;

    @Option(names = "--time", description = "Stop the load after that time instead of the scenario's `stop`.")
    @Nullable
    String time;

    @Option(names = "--scale", description = "Multiply every duration and time-out, never a rate.", defaultValue = "1")
    double scale = 1;

    @Option(
            names = "--expect",
            description = "Compare with: scenario (default), valid, invalid, or none for the bare verdict.",
            defaultValue = "scenario")
    Expect expect = Expect.SCENARIO;

    @Option(
            names = "--stop-on-violation",
            description = "End load and faults as soon as what clients saw is proven not linearizable.")
    boolean stopOnViolation;

    @Option(names = "--runs", description = "Where runs are kept; else SCHISM_RUNS, else ./runs.")
    String runs = "";

    @Override
    public Integer call() {
        Scenario found = Library.scenario(scenario);
        Variant chosen = Library.variant(found, variant);
        if (time != null) {
            chosen = chosen.stoppingAt(Scale.duration("--time", time));
        }
        long drawn = seed != null ? seed : ThreadLocalRandom.current().nextLong(1, 1_000_000);
        RunRequest request =
                new RunRequest(found, chosen, Backends.named(backend), drawn, Scale.of(scale), RunFolder.runs(runs));
        if (stopOnViolation) {
            request = request.stoppingOnViolation();
        }
        RunResult result;
        try (LiveProgress progress = new LiveProgress(System.err, chosen.name())) {
            System.err.println("schism: " + request.command());
            result = new Run(request, progress).execute();
        }
        System.out.print(Summary.of(result, expect == Expect.SCENARIO));
        return exit(result).code();
    }

    private Exit exit(RunResult result) {
        Validity validity = result.validity();
        if (expect == Expect.NONE || validity == Validity.UNKNOWN) {
            return Exit.of(validity);
        }
        boolean met =
                switch (expect) {
                    case VALID -> validity == Validity.VALID;
                    case INVALID -> validity == Validity.INVALID;
                    default -> result.isAsExpected();
                };
        return met ? Exit.VALID : Exit.INVALID;
    }
}
