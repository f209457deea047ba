package io.schism.harness.nemesis;

import io.schism.harness.cluster.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Probes of many pairs at the same time. */
final class Probes {
    private Probes() {}

    /** What each pair answers. */
    static <T> Map<Pair, T> each(Set<Pair> pairs, Function<Pair, T> probe) {
        ExecutorService all = Executors.newFixedThreadPool(Math.max(1, pairs.size()));
        try {
            Map<Pair, Future<T>> asked = new LinkedHashMap<>();
            for (Pair pair : pairs) {
                asked.put(pair, all.submit(() -> probe.apply(pair)));
            }
            Map<Pair, T> answers = new LinkedHashMap<>();
            asked.forEach((pair, answer) -> answers.put(pair, join(answer)));
            return answers;
        } finally {
            all.shutdownNow();
        }
    }

    private static <T> T join(Future<T> probe) {
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
