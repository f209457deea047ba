package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Asks of a member's processor and memory what its service would. */
final class Work {
    private static final int PIECE = 1 << 20;
    private static final int PAGE = 4096;
    private static final List<ByteBuffer> HOARD = new ArrayList<>();

    private Work() {}

    /** {@code spin cpuMillis}: {@code spun NANOS}, how long it took until a thread had got so much of a processor. */
    static String spin(String[] words, BufferedReader in) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long wanted = threads.getCurrentThreadCpuTime() + Long.parseLong(words[1]) * 1_000_000;
        while (threads.getCurrentThreadCpuTime() < wanted) {
            Thread.onSpinWait();
        }
        return "spun " + (System.nanoTime() - start);
    }

    /** {@code hoard bytes}: takes and touches so much memory outside the heap, and keeps it: {@code hoarded}. */
    static String hoard(String[] words, BufferedReader in) {
        synchronized (HOARD) {
            for (long left = Long.parseLong(words[1]); left > 0; left -= PIECE) {
                ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
                for (int page = 0; page < PIECE; page += PAGE) {
                    piece.put(page, (byte) 1);
                }
                HOARD.add(piece);
            }
        }
        return "hoarded";
    }
}
