package io.schism.harness.knossos;

import java.time.Duration;
import java.util.Map;

/** The time that Knossos has for all objects of a history together, and what of it was spent. */
final class Stopwatch {
    private final long limit;
    private long spent;

    Stopwatch(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** A question put to a child. */
    interface Asked {
        Map<?, ?> within(Duration left) throws Child.Stopped;
    }

    Map<?, ?> time(Asked question) throws Child.Stopped {
        long start = System.nanoTime();
        try {
            return question.within(Duration.ofNanos(Math.max(0, limit - spent)));
        } finally {
            spent += System.nanoTime() - start;
        }
    }

    Duration spent() {
        return Duration.ofNanos(spent);
    }
}
