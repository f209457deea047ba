package io.schism.histories.check;

import io.schism.histories.history.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Finds the longest outage of one part of the load, call by call in real-time order. An outage begins with the last success
 * where another attempt is pending then, else with the next attempt's invocation: where nobody asks, nothing is out.
 */
final class OutageSweep {
    private long pending;
    private long attempts;
    private @Nullable Operation from;
    private @Nullable Operation lastEnd;
    private @Nullable Outage longest;

    void invoked(Operation invocation) {
        pending++;
        attempts++;
        from = from == null ? invocation : from;
    }

    void succeeded(Operation completion) {
        ended(completion);
        note(completion);
        from = pending > 0 ? completion : null;
        attempts = pending;
    }

    void ended(Operation completion) {
        pending--;
        lastEnd = completion;
    }

    /** The longest outage, the one at the end included; attempts that never ended lasted as long as the load. */
    @Nullable
    Outage longest(Operation lastOfLoad) {
        Operation end = pending > 0 ? lastOfLoad : lastEnd;
        if (end != null) {
            note(end);
        }
        return longest;
    }

    private void note(Operation to) {
        if (from != null) {
            Outage outage = new Outage(from, to, attempts);
            longest = longest == null || outage.nanos() > longest.nanos() ? outage : longest;
        }
    }
}
