package io.schism.workloads.workload;

import io.schism.workloads.client.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a load does. Thread-safe. */
final class Counters {
    private static final long LATE_NANOS = 100_000_000;

    private final LongAdder ok = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder indeterminate = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAccumulator latest = new LongAccumulator(Math::max, 0);

    void ended(Outcome outcome) {
        if (outcome instanceof Outcome.Ok) {
            ok.increment();
        } else if (outcome instanceof Outcome.Fail) {
            failed.increment();
        } else {
            indeterminate.increment();
        }
    }

    void began(long nanosAfterDue) {
        latest.accumulate(nanosAfterDue);
        if (nanosAfterDue > LATE_NANOS) {
            late.increment();
        }
    }

    Tally tally() {
        return new Tally(ok.sum(), failed.sum(), indeterminate.sum(), late.sum(), Duration.ofNanos(latest.get()));
    }
}
