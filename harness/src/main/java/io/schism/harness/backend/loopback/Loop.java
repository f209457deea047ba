package io.schism.harness.backend.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that carries every connection of a fabric. Whatever it runs sees all of the fabric's state alone: a cut
 * is one step between two deliveries, never in the middle of one.
 */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long MILLI = 1_000_000L;
    private static final long FINE_STEP = 100_000L;

    /** What a channel does when it is ready. */
    interface Handler {
        void ready(SelectionKey key);
    }

    private record Timer(long at, Runnable action) {}

    private final Selector selector;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::at));
    private final Thread thread;
    private volatile boolean closing;

    Loop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, "fabric-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs it on the loop's thread and returns its result; from that thread itself, at once. */
    <T> T ask(Supplier<T> question) {
        if (Thread.currentThread() == thread) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        enqueue(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    void tell(Runnable command) {
        ask(() -> {
            command.run();
            return true;
        });
    }

    private void enqueue(Runnable command) {
        synchronized (commands) {
            if (closing) {
                throw new IllegalStateException("the fabric is closed");
            }
            commands.add(command);
        }
        selector.wakeup();
    }

    /** On the loop's thread: runs it at that time of {@link System#nanoTime()}. */
    void at(long nanos, Runnable action) {
        timers.add(new Timer(nanos, action));
    }

    /** On the loop's thread. */
    SelectionKey register(SelectableChannel channel, int operations, Handler handler) {
        try {
            channel.configureBlocking(false);
            return channel.register(selector, operations, handler);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException("a channel was closed outside the loop", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the loop's thread: the channel's key, where it is registered. */
    @Nullable
    SelectionKey keyOf(SelectableChannel channel) {
        return channel.keyFor(selector);
    }

    private void run() {
        try {
            while (!closing) {
                step();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the fabric cannot wait for its connections", e);
        } finally {
            // Whoever has asked is answered, however the thread ends.
            synchronized (commands) {
                closing = true;
            }
            runCommands();
            selector.keys().forEach(key -> Sockets.close(key.channel()));
            Sockets.close(selector);
        }
    }

    private void step() throws IOException {
        await();
        runCommands();
        selector.selectedKeys().forEach(this::handle);
        selector.selectedKeys().clear();
        long now = System.nanoTime();
        for (Timer due = timers.peek(); due != null && due.at() - now <= 0; due = timers.peek()) {
            timers.remove();
            guarded(due.action());
        }
    }

    private void runCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    /** A selector counts in milliseconds; the last one before a delivery is stepped through more finely. */
    private void await() throws IOException {
        Timer next = timers.peek();
        if (next == null) {
            selector.select();
            return;
        }
        long left = next.at() - System.nanoTime();
        if (left > MILLI) {
            selector.select(left / MILLI);
            return;
        }
        if (left > 0 && commands.isEmpty() && selector.selectNow() == 0) {
            LockSupport.parkNanos(Math.min(left, FINE_STEP));
        }
        selector.selectNow();
    }

    private void handle(SelectionKey key) {
        guarded(() -> {
            try {
                if (key.isValid() && key.attachment() instanceof Handler handler) {
                    handler.ready(key);
                }
            } catch (CancelledKeyException e) {
                // Closed by another connection's step of this very round.
                LOG.trace("a key was cancelled while it was ready", e);
            }
        });
    }

    /** One connection's mishap must not end the others. */
    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("a step of the fabric failed", e);
        }
    }

    boolean isClosed() {
        return closing;
    }

    /** Closes every channel and ends the thread. */
    @Override
    public void close() {
        synchronized (commands) {
            closing = true;
        }
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
