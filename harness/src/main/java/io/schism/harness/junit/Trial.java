package io.schism.harness.junit;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.run.RunResult;
import io.schism.histories.history.Recorder;
import io.schism.histories.verdict.UnknownVerdictError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

/** One test with one seed: gives it what it asks for, judges how it ended, and cleans up after it. */
final class Trial implements ParameterResolver, TestExecutionExceptionHandler, AfterEachCallback {
    private static final Set<Class<?>> GIVEN = Set.of(Runner.class, Cluster.class, Recorder.class);

    private final Settings settings;
    private final long seed;
    private final SeedTally tally;
    private @Nullable Equipment equipment;

    Trial(Settings settings, long seed, SeedTally tally) {
        this.settings = settings;
        this.seed = seed;
        this.tally = tally;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return GIVEN.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Equipment lent = equipment(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == Runner.class) {
            return lent.runner();
        }
        return type == Cluster.class ? lent.cluster() : lent.recorder();
    }

    private Equipment equipment(ExtensionContext context) {
        if (equipment == null) {
            equipment = new Equipment(settings, seed, context, result -> publish(context, result));
        }
        return equipment;
    }

    private static void publish(ExtensionContext context, RunResult result) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("schism.verdict", result.validity().word());
        entries.put("schism.folder", result.folder().toAbsolutePath().toString());
        entries.put("schism.report", RunFailure.report(result).toString());
        entries.put("schism.again", String.valueOf(result.record().get("command")));
        context.publishReportEntry(entries);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        leadToRuns(thrown);
        if (!(thrown instanceof AssertionError)) {
            throw thrown;
        }
        if (!isUnknown(thrown)) {
            throw tally.forgives()
                    ? new TestAbortedException("seed " + seed + " failed and is forgiven: " + tally, thrown)
                    : tallied(thrown);
        }
        switch (settings.unknown()) {
            case PASS -> {}
            case SKIP ->
                throw tally.forgivesUndecided()
                        ? new TestAbortedException("seed " + seed + " could not be decided", thrown)
                        : tallied(thrown);
            case FAIL -> throw thrown;
        }
    }

    /** The same, with what it means for the policy. */
    private Throwable tallied(Throwable thrown) {
        thrown.addSuppressed(new RunFailure.Note("seed " + seed + ": " + tally));
        return thrown;
    }

    /** An error of the runner's own says it all; beside any other stands where the runs are. */
    private void leadToRuns(Throwable thrown) {
        if (equipment != null) {
            for (RunResult result : equipment.results()) {
                String place = RunFailure.place(result);
                if (!String.valueOf(thrown.getMessage()).contains(place)) {
                    thrown.addSuppressed(new RunFailure.Note("the run of seed " + seed + ":\n" + place));
                }
            }
        }
    }

    /** Several at once are unknown where none of them is worse. */
    private static boolean isUnknown(Throwable thrown) {
        if (thrown instanceof MultipleFailuresError several) {
            List<Throwable> failures = several.getFailures();
            return !failures.isEmpty() && failures.stream().allMatch(Trial::isUnknown);
        }
        return thrown instanceof UnknownVerdictError;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (equipment != null) {
            equipment.close();
        }
    }
}
