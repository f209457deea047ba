package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes the collector stop the world again and again: it fills most of the free heap with small objects that all live, in
 * an order that no cache likes, and asks for one full collection after another. Nothing is simulated: every thread of the
 * JVM, the service's own among them, stands still while the collector marks and moves those objects.
 */
final class CollectorLoad {
    /** The share of the free heap that is filled; the service needs the rest. */
    private static final double FILL = 0.6;

    private static final int BYTES_PER_LINK = 24;
    private static final int CHECKED = 1024;

    private long until;
    private boolean running;

    /** Long enough to be marked one by one, and nothing else. */
    private static final class Link {
        private @Nullable Link next;
    }

    /** {@code collect millis}: goes on for that long, from now, and no longer; 0 ends it: {@code collecting}. */
    synchronized String begin(String[] words, BufferedReader in) {
        long millis = Long.parseLong(words[1]);
        until = System.nanoTime() + millis * 1_000_000;
        if (!running && millis > 0) {
            running = true;
            Thread thread = new Thread(this::run, "collector-load");
            thread.setDaemon(true);
            thread.start();
        }
        return "collecting";
    }

    /** {@code collected}: {@code collected COUNT MILLIS}, of all collections since the JVM started. */
    String soFar(String[] words, BufferedReader in) {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += collector.getCollectionCount();
            millis += collector.getCollectionTime();
        }
        return "collected " + count + " " + millis;
    }

    private void run() {
        Link[] live = fill();
        while (goesOn()) {
            System.gc();
        }
        // Alive until here, whatever the compiler thinks.
        live[0].next = null;
    }

    private synchronized boolean goesOn() {
        running = System.nanoTime() - until < 0;
        return running;
    }

    private Link[] fill() {
        Runtime jvm = Runtime.getRuntime();
        long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
        Link[] live = new Link[(int) Math.max(CHECKED, free * FILL / BYTES_PER_LINK)];
        for (int i = 0; i < live.length; i++) {
            live[i] = new Link();
        }
        Random random = new Random(live.length);
        for (Link link : live) {
            link.next = live[random.nextInt(live.length)];
        }
        return live;
    }
}
