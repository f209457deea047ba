package io.schism.harness.engine;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.Objects;

/** The project's own checker: {@link io.schism.histories.linearizability.Linearizability}. */
public final class NativeEngine implements Engine {
    @Override
    public Decision decide(History history, Question question) {
        Verdict verdict = question.linearizability().check(history);
        // The explanation of a violation, which comes after the verdict, is not counted.
        double millis = (Double) Objects.requireNonNull(verdict.figures().get("check-ms"));
        return new Decision(verdict, Duration.ofNanos(Math.round(millis * 1e6)));
    }
}
