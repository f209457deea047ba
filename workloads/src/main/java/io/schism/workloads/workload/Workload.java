package io.schism.workloads.workload;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A named way to generate operations over {@link #HOT_KEYS} hot keys and rows. Reproducible: no state but the generator's. */
public interface Workload {
    /** The hot keys are 0 to 19; rows have larger ones. */
    int HOT_KEYS = 20;

    String name();

    /** One line for {@code schism list}. */
    String description();

    /**
     * A new sequence, a function of its arguments alone.
     *
     * @param fresh numbers that the whole run uses once: values to write and rows to insert
     */
    Generator generator(RandomGenerator random, LongSupplier fresh);

    /** Whether some of its operations compare and set. */
    default boolean comparesAndSets() {
        return false;
    }

    /** How many steps a second make this rate of what the workload counts; a step may be several operations. */
    default double steps(double rate) {
        return rate;
    }
}
