package io.schism.workloads.workload;

import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads every key until a read is ok, or until the time is up. Used once. */
final class FinalReads {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

    private final Queue<Long> waiting;
    private final Set<Long> unread;
    private final boolean linearizable;
    private final long end;

    FinalReads(Set<Long> keys, boolean linearizable, Duration limit) {
        this.waiting = new ConcurrentLinkedQueue<>(new TreeSet<>(keys));
        this.unread = ConcurrentHashMap.newKeySet();
        this.unread.addAll(keys);
        this.linearizable = linearizable;
        this.end = System.nanoTime() + limit.toNanos();
    }

    Set<Long> run(int workers, Supplier<Caller> callers) {
        ExecutorService threads = Load.threads("final-read");
        try {
            CompletableFuture.allOf(Stream.generate(callers)
                            .limit(workers)
                            .map(caller -> CompletableFuture.runAsync(() -> readAll(caller), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
        return Set.copyOf(unread);
    }

    private void readAll(Caller caller) {
        for (Long key = waiting.poll(); key != null && isTime(); key = waiting.poll()) {
            read(caller, key);
        }
    }

    private void read(Caller caller, long key) {
        while (isTime()) {
            if (caller.call("read", new Request.Read(key, linearizable)) instanceof Outcome.Ok) {
                unread.remove(key);
                return;
            }
            Pause.of(BETWEEN_ATTEMPTS);
        }
    }

    private boolean isTime() {
        return System.nanoTime() < end;
    }
}
