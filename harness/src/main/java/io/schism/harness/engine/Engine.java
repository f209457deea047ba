package io.schism.harness.engine;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;

/** Decides whether a history is linearizable. Thread-safe. */
@FunctionalInterface
public interface Engine {
    /**
     * The verdict, and the time that the checking alone took: neither reading nor starting a process.
     *
     * <p>The verdict's figures name the {@code engine}, the {@code model}, the {@code operations} that were judged, and
     * {@code peak-bytes} where they are known.
     */
    record Decision(Verdict verdict, Duration took) {}

    /**
     * Holds the history against the question.
     *
     * @throws History.MalformedHistory naming an operation whose shape the model does not know
     */
    Decision decide(History history, Question question);
}
