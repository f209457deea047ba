package io.schism.workloads.workload;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A named way to generate operations over hot keys and rows. Reproducible: no state but the sequence's. */
public interface Workload {
    /** The hot keys are 0 to 19 where a load does not say otherwise. */
    int HOT_KEYS = 20;

    /** Rows have larger keys than this, hot keys smaller ones. */
    long NUMBERS = 1_000_000_000L;

    String name();

    /** One line for {@code schism list}. */
    String description();

    /**
     * What one process does, a function of its arguments alone.
     *
     * @param keys which hot keys are chosen, and how often
     * @param fresh numbers that the whole run uses once: values to write and rows to insert
     */
    Sequence sequence(RandomGenerator random, LongSupplier fresh, Popularity keys);

    /** Whether some of its operations compare and set. */
    default boolean comparesAndSets() {
        return false;
    }

    /** How many steps a second make this rate of what the workload counts; a step may be several operations. */
    default double steps(double rate) {
        return rate;
    }
}
