package io.schism.histories.check;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Verdict;

/**
 * History in, verdict out. A checker sees the history alone: neither scenario, variant nor policy. Without the lines
 * that it needs it says unknown.
 */
public interface Checker {
    /** Its name in capitals: {@code LIN}. */
    String name();

    Verdict check(History history);
}
