package io.schism.workloads.time;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The one way to wait: the only place that sleeps. Intervals are measured on the monotonic clock. */
public final class Pause {
    private Pause() {}

    /** The wait was interrupted; the thread's interrupt flag is set again. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(InterruptedException cause) {
            super(cause);
        }
    }

    /** Waits that long; at once for zero or less. */
    public static void of(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        try {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    /**
     * Asks again and again until the condition holds or the time is up.
     *
     * @return whether it holds
     */
    public static boolean until(BooleanSupplier condition, Duration limit, Duration between) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            of(Duration.ofNanos(Math.min(left, between.toNanos())));
        }
        return true;
    }
}
