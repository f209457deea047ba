package io.schism.harness.zookeeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * So many connections to one server that it takes no more. A server closes a connection that opens no session after ten
 * seconds, and one beyond its limit at once: those that it closed are replaced several times a second.
 */
public final class Crowd implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final int AT_A_TIME = 200;

    /** A server without a limit must not use up the harness's own files. */
    private static final int MOST = 2_000;

    private final Voter voter;
    private final Deque<SocketChannel> open = new ArrayDeque<>();
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "crowd");
        thread.setDaemon(true);
        return thread;
    });
    private int opened;
    private volatile int size;

    private Crowd(Voter voter) {
        this.voter = voter;
    }

    public static Crowd gather(Voter voter) {
        Crowd crowd = new Crowd(voter);
        crowd.loop.scheduleWithFixedDelay(crowd::fill, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return crowd;
    }

    /** How many connections the server kept open when last looked at. */
    public int size() {
        return size;
    }

    private void fill() {
        int before = open.size();
        open.removeIf(Crowd::isClosed);
        int closed = before - open.size();
        // Without any closed there is room for more; refusals alone mean there is none, and are asked for less and
        // less.
        int wanted = closed == 0 ? AT_A_TIME : closed > opened ? closed : Math.max(1, closed / 2);
        opened = 0;
        while (opened < wanted && open.size() < MOST) {
            try {
                SocketChannel channel = SocketChannel.open(voter.address());
                channel.configureBlocking(false);
                open.add(channel);
                opened++;
            } catch (IOException e) {
                break; // Not even the system takes more: the next look tries again.
            }
        }
        size = open.size();
    }

    private static boolean isClosed(SocketChannel channel) {
        try {
            if (channel.read(ByteBuffer.allocate(1)) >= 0) {
                return false;
            }
            channel.close();
        } catch (IOException e) {
            try {
                channel.close();
            } catch (IOException again) {
                // It is closed already.
            }
        }
        return true;
    }

    @Override
    public void close() {
        loop.shutdownNow();
        try {
            loop.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SocketChannel channel : open) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is of no use either way.
            }
        }
        open.clear();
    }
}
