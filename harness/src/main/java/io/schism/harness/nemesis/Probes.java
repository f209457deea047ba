package io.schism.harness.nemesis;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for the answer of a probe that runs on another thread. */
final class Probes {
    private Probes() {}

    static <T> T join(Future<T> probe) {
        try {
            return probe.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while probing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe failed: " + e.getCause(), e);
        }
    }
}
