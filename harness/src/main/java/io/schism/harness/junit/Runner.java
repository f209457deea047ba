package io.schism.harness.junit;

import io.schism.harness.run.Progress;
import io.schism.harness.run.Run;
import io.schism.harness.run.RunResult;
import io.schism.histories.verdict.UnknownVerdictError;
import io.schism.histories.verdict.Validity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.opentest4j.AssertionFailedError;

/** Runs the scenario of a {@link SchismTest}. Belongs to one test. */
public final class Runner {
    private final Settings settings;
    private final long seed;
    private final Path runs;
    private final Consumer<RunResult> listener;
    private final List<RunResult> results = new ArrayList<>();

    Runner(Settings settings, long seed, Path runs, Consumer<RunResult> listener) {
        this.settings = settings;
        this.seed = seed;
        this.runs = runs;
        this.listener = listener;
    }

    /** The seed of this test: the run's, and for whatever else the test draws. */
    public long seed() {
        return seed;
    }

    /**
     * Runs the scenario, and judges it.
     *
     * @return what came out: history, verdicts, the run's folder
     * @throws AssertionError where that is not what {@link SchismTest#expect} expects, with verdict, counterexample and report
     * @throws UnknownVerdictError where the verdict is unknown, unless nothing is expected
     * @throws io.schism.histories.error.UserError where the scenario is wrong, or the machine cannot run it
     */
    public RunResult run() {
        return run("");
    }

    /** The same with another variant of the scenario. */
    public RunResult run(String variant) {
        RunResult result = new Run(settings.request(variant, seed, runs), Progress.SILENT).execute();
        results.add(result);
        listener.accept(result);
        compare(result);
        return result;
    }

    /** What ran so far. */
    List<RunResult> results() {
        return results;
    }

    private void compare(RunResult result) {
        if (settings.expect() == SchismTest.Expect.NONE) {
            return;
        }
        if (result.validity() == Validity.UNKNOWN) {
            throw new UnknownVerdictError(RunFailure.text(result, "nobody can tell: the verdict is unknown"));
        }
        switch (settings.expect()) {
            case VALID -> require(result, Validity.VALID);
            case INVALID -> require(result, Validity.INVALID);
            default -> {
                if (!result.isAsExpected()) {
                    throw new AssertionFailedError(RunFailure.text(result, String.join("; ", result.deviations())));
                }
            }
        }
    }

    private static void require(RunResult result, Validity expected) {
        if (result.validity() != expected) {
            throw new AssertionFailedError(RunFailure.text(
                    result,
                    "expected " + expected.word() + ", found "
                            + result.validity().word()));
        }
    }
}
