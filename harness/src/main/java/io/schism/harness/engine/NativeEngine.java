package io.schism.harness.engine;

import io.schism.histories.history.History;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;

/** The project's own checker: {@link Linearizability}. */
public final class NativeEngine implements Engine {
    @Override
    public Decision decide(History history, Question question) {
        Linearizability checker = question.linearizability();
        long start = System.nanoTime();
        Verdict verdict = checker.check(history);
        return new Decision(verdict, Duration.ofNanos(System.nanoTime() - start));
    }
}
