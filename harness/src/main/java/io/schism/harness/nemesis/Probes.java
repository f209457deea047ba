package io.schism.harness.nemesis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Questions to many at the same time, each of which may take its time. */
final class Probes {
    private Probes() {}

    /** What each answers, in their order. */
    static <K, T> Map<K, T> each(Collection<K> asked, Function<K, T> probe) {
        ExecutorService all = Executors.newFixedThreadPool(Math.max(1, asked.size()), Probes::thread);
        try {
            Map<K, Future<T>> awaited = new LinkedHashMap<>();
            for (K each : asked) {
                awaited.put(each, all.submit(() -> probe.apply(each)));
            }
            Map<K, T> answers = new LinkedHashMap<>();
            awaited.forEach((each, answer) -> answers.put(each, join(answer)));
            return answers;
        } finally {
            all.shutdownNow();
        }
    }

    /** One that a heal has overtaken keeps nobody waiting at the end. */
    private static Thread thread(Runnable probe) {
        Thread thread = new Thread(probe, "probe");
        thread.setDaemon(true);
        return thread;
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
