package io.schism.histories.linearizability;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a check may use: time, and memory for its tables. Shared by every thread that works on one verdict; the search
 * asks in its innermost loop.
 */
final class Budget {
    /** Longer than any check, and short enough to be added to the clock. */
    static final Duration LONGEST = Duration.ofDays(10_000);

    private static final int CALLS_PER_LOOK = 256;

    /** No lambda: nothing here should make a process that has just begun set them up. */
    private static final LongSupplier MONOTONIC = new LongSupplier() {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    };

    private final Thread caller = Thread.currentThread();
    private final LongSupplier nanoTime;
    private final long deadline;
    private final Duration time;
    private final long bytes;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private volatile boolean cancelled;

    private Budget(LongSupplier nanoTime, long deadline, Duration time, long bytes) {
        this.nanoTime = nanoTime;
        this.deadline = deadline;
        this.time = time;
        this.bytes = bytes;
    }

    static Budget of(Duration time, long bytes) {
        return of(time, bytes, MONOTONIC);
    }

    /** With another clock than the machine's, in nanoseconds. */
    static Budget of(Duration time, long bytes, LongSupplier nanoTime) {
        Duration limit = shortened(time);
        return new Budget(nanoTime, nanoTime.getAsLong() + limit.toNanos(), limit, bytes);
    }

    /** No limits. */
    static Budget unlimited() {
        return of(LONGEST, Long.MAX_VALUE);
    }

    /** The same limits of memory, with no more than this much of the time that is left. */
    Budget atMost(Duration share) {
        long sooner = nanoTime.getAsLong() + shortened(share).toNanos();
        return new Budget(nanoTime, sooner - deadline < 0 ? sooner : deadline, time, bytes);
    }

    private static Duration shortened(Duration time) {
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }

    private String seconds() {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Whether no time is left. */
    boolean isSpent() {
        return nanoTime.getAsLong() - deadline >= 0;
    }

    /** How much time is left; nothing where it is spent. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
    }

    /** Ends every search on this budget at its next look. */
    void cancel() {
        cancelled = true;
    }

    /** Asks for that many bytes more. */
    void reserve(long more) {
        long now = used.addAndGet(more);
        if (now > bytes) {
            release(more);
            throw new Exhausted("the memory limit of " + (bytes >> 20) + " MiB was reached");
        }
        for (long known = peak.get(); known < now && !peak.compareAndSet(known, now); ) {
            known = peak.get();
        }
    }

    void release(long fewer) {
        used.addAndGet(-fewer);
    }

    /** What is lent at the moment. */
    long usedBytes() {
        return used.get();
    }

    long peakBytes() {
        return peak.get();
    }

    /** A look at the clock every few hundred calls: one for each thread. */
    Clock clock() {
        return new Clock();
    }

    /** What one engine uses as long as it works. */
    Share share() {
        return new Share();
    }

    /** Time, and memory that is given back all at once. Of one thread. */
    final class Share extends Clock implements AutoCloseable {
        private long held;
        private String pass = "it put the calls in order";
        private long steps;
        private long stepsBefore;

        /**
         * Another pass begins.
         *
         * @param does as a clause: {@code it compared the zones}
         * @param ticks how often it will {@link #tick}, at most; 0 where nobody knows
         */
        void pass(String does, long ticks) {
            pass = does;
            steps = ticks;
            stepsBefore = ticks();
        }

        /** Asks for that many bytes more. */
        void reserve(long more) {
            try {
                Budget.this.reserve(more);
            } catch (Exhausted limit) {
                throw limit.during(reached());
            }
            held += more;
        }

        @Override
        void look() {
            try {
                super.look();
            } catch (Exhausted limit) {
                throw limit.during(reached());
            }
        }

        private String reached() {
            return steps == 0 ? pass : pass + ", " + Math.min(99, 100 * (ticks() - stepsBefore) / steps) + " % done";
        }

        /** Another one, for what is given back earlier. */
        Share another() {
            Share other = share();
            other.pass = pass;
            return other;
        }

        @Override
        public void close() {
            release(held);
            held = 0;
        }
    }

    class Clock {
        private int calls;
        private long callsBefore;

        void tick() {
            if (++calls >= CALLS_PER_LOOK) {
                callsBefore += calls;
                calls = 0;
                look();
            }
        }

        /** How often that was called. */
        long ticks() {
            return callsBefore + calls;
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
                throw new Exhausted("the time limit of " + seconds() + " was reached");
            }
        }
    }
}
