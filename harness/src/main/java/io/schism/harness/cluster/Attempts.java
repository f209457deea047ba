package io.schism.harness.cluster;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Steps of which every one is to be tried, even where another failed. Several threads may try at the same time. */
public final class Attempts {
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Takes one step, and keeps what it throws. */
    public void make(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }

    /** Throws the first failure, if there was one, with the others suppressed. */
    public void end() {
        Throwable first = failures.poll();
        if (first == null) {
            return;
        }
        failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
        failures.clear();
        if (first instanceof AssertionError error) {
            throw error;
        }
        throw (RuntimeException) first;
    }
}
