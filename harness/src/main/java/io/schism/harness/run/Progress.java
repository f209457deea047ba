package io.schism.harness.run;

import io.schism.histories.history.Operation;
import java.time.Duration;

/** Is told how a run goes on, while it does. Called from many threads; returns at once. */
public interface Progress {
    /** A stage begins, such as {@code starting 14 members}; {@code expected} is how long it should take. */
    void stage(String name, Duration expected);

    /** A line of the history was recorded. */
    void recorded(Operation operation);

    /** Tells nobody. */
    Progress SILENT = new Progress() {
        @Override
        public void stage(String name, Duration expected) {
            // nobody listens
        }

        @Override
        public void recorded(Operation operation) {
            // nobody listens
        }
    };
}
