package io.schism.workloads.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Asks of a member's processor, memory and disk what its service would. */
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

    /** {@code sync FOLDER}: {@code synced NANOS}, how long it took until one byte in a file of that folder was on the disk. */
    static String sync(String[] words, BufferedReader in) throws IOException {
        Path file = Path.of(words[1], "agent-sync");
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            out.write(ByteBuffer.wrap(new byte[1]));
            long start = System.nanoTime();
            out.force(false);
            return "synced " + (System.nanoTime() - start);
        }
    }

    /**
     * {@code append FOLDER LENGTH}: makes a file of that folder so long, and then one byte longer: {@code appended}, or
     * {@code refused REASON} where the last byte alone was.
     */
    static String append(String[] words, BufferedReader in) throws IOException {
        Path file = Path.of(words[1], "agent-append");
        long length = Long.parseLong(words[2]);
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            out.write(ByteBuffer.wrap(new byte[1]), length - 1);
            return append(out, length);
        }
    }

    private static String append(FileChannel out, long length) {
        try {
            out.write(ByteBuffer.wrap(new byte[1]), length);
            return "appended";
        } catch (IOException e) {
            return "refused " + e.getMessage();
        }
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
