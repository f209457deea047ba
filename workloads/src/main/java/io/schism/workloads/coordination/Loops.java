package io.schism.workloads.coordination;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends loops that use a ZooKeeper session, before the session is closed under them. */
public final class Loops {
    private Loops() {}

    /** Takes no more rounds and waits for the one under way, without interrupting it. */
    public static void end(ExecutorService loop, Duration patience) {
        loop.shutdown();
        try {
            boolean unused = loop.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
