package io.schism.workloads.workload;

import java.util.random.RandomGenerator;

/**
 * When the steps of an open load are due: one in each slot of equal length, at a random point of it. The rate is exact
 * over any time longer than a slot, and yet no two loads beat in step. Not thread-safe.
 */
final class Schedule {
    private final double slotNanos;
    private final RandomGenerator random;
    private long slot;

    Schedule(double stepsPerSecond, RandomGenerator random) {
        this.slotNanos = 1e9 / stepsPerSecond;
        this.random = random;
    }

    /** When the next step is due, in nanoseconds from the start. */
    long next() {
        return (long) ((slot++ + random.nextDouble()) * slotNanos);
    }
}
