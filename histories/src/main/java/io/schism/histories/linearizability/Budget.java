package io.schism.histories.linearizability;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a check may use: time, and memory for its tables. Shared by every thread that works on one verdict; the search
 * asks in its innermost loop.
 */
final class Budget {
    /** Longer than any check, and short enough to be added to the clock. */
    static final Duration LONGEST = Duration.ofDays(10_000);

    private static final int CALLS_PER_LOOK = 256;

    private final Thread caller = Thread.currentThread();
    private final long deadline;
    private final String timeLimit;
    private final long bytes;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private volatile boolean cancelled;

    private Budget(long deadline, String timeLimit, long bytes) {
        this.deadline = deadline;
        this.timeLimit = timeLimit;
        this.bytes = bytes;
    }

    static Budget of(Duration time, long bytes) {
        return new Budget(after(time), "the time limit of " + seconds(shortened(time)) + " was reached", bytes);
    }

    /** No limits. */
    static Budget unlimited() {
        return of(LONGEST, Long.MAX_VALUE);
    }

    /** The same limits of memory, with no more than this much of the time that is left. */
    Budget atMost(Duration time) {
        long sooner = after(time);
        return new Budget(sooner - deadline < 0 ? sooner : deadline, timeLimit, bytes);
    }

    private static long after(Duration time) {
        return System.nanoTime() + shortened(time).toNanos();
    }

    private static Duration shortened(Duration time) {
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Whether no time is left. */
    boolean isSpent() {
        return System.nanoTime() - deadline >= 0;
    }

    /** How much time is left; nothing where it is spent. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Ends every search on this budget at its next look. */
    void cancel() {
        cancelled = true;
    }

    /** Asks for that many bytes more. */
    void reserve(long more) {
        long now = used.addAndGet(more);
        peak.accumulateAndGet(now, Math::max);
        if (now > bytes) {
            throw new Exhausted("the memory limit of " + (bytes >> 20) + " MiB was reached");
        }
    }

    void release(long fewer) {
        used.addAndGet(-fewer);
    }

    long peakBytes() {
        return peak.get();
    }

    /** A look at the clock every few hundred calls: one for each thread. */
    Clock clock() {
        return new Clock();
    }

    final class Clock {
        private int calls;

        void tick() {
            if (++calls >= CALLS_PER_LOOK) {
                calls = 0;
                look();
            }
        }

        /** Looks at once. */
        void look() {
            if (cancelled) {
                throw new Exhausted("the check was cancelled");
            }
            if (caller.isInterrupted()) {
                throw new Exhausted("the check was interrupted");
            }
            if (isSpent()) {
                throw new Exhausted(timeLimit);
            }
        }
    }
}
