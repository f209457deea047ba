package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Arrivals;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Measures a path of the fabric, by conversations with the agent at its end. */
final class Measure {
    /** A retransmission comes 200 ms later at least. */
    private static final Duration LATE = Duration.ofMillis(150);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LANES = 8;

    private Measure() {}

    /** The time of one exchange on a connection that stands. */
    static Optional<Duration> roundTrip(InetSocketAddress agent, Duration timeout) {
        try (Lane lane = new Lane(agent, timeout)) {
            lane.exchange("");
            return Optional.of(lane.exchange(""));
        } catch (IOException e) {
            // Refused, reset or not in time.
            return Optional.empty();
        }
    }

    /**
     * Many exchanges on a few connections: one that takes a time-out longer than the fastest has lost a segment. Its connection is
     * given up then, for what is lost once more would keep it waiting twice as long. Of so few that each has a connection of its own those
     * are lost that come two time-outs after the first: a SYN that is lost again and again would keep all waiting for longer than most
     * faults last.
     */
    static Optional<Arrivals> arrivals(InetSocketAddress agent, int probes) {
        Tried tried = new Tried();
        List<CompletableFuture<Void>> lanes = IntStream.range(0, Math.min(LANES, probes))
                .mapToObj(lane -> inBackground(agent, (probes - lane + LANES - 1) / LANES, tried))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new));
        if (probes <= LANES) {
            CompletableFuture.anyOf(all, tried.first).join();
            all.copy()
                    .completeOnTimeout(null, 2 * LATE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } else {
            all.join();
        }
        List<Duration> taken = List.copyOf(tried.taken);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        Duration limit = Collections.min(taken).plus(LATE);
        int inTime = (int) taken.stream().filter(t -> t.compareTo(limit) < 0).count();
        return Optional.of(new Arrivals(probes, inTime, 0, 0));
    }

    /** What all lanes together have found so far. */
    private static final class Tried {
        private final Queue<Duration> taken = new ConcurrentLinkedQueue<>();
        private final AtomicLong fastest = new AtomicLong(PATIENCE.toNanos());
        private final CompletableFuture<Void> first = new CompletableFuture<>();

        void came(Duration exchange) {
            fastest.accumulateAndGet(exchange.toNanos(), Math::min);
            taken.add(exchange);
            first.complete(null);
        }

        Duration limit() {
            return Duration.ofNanos(fastest.get()).plus(LATE);
        }
    }

    private static CompletableFuture<Void> inBackground(InetSocketAddress agent, int exchanges, Tried tried) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        lane(agent, exchanges, tried);
                    } finally {
                        done.complete(null);
                    }
                },
                "probe-lane");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void lane(InetSocketAddress agent, int exchanges, Tried all) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int tried = 0; tried < exchanges && System.nanoTime() < end; ) {
            try (Lane lane = new Lane(agent, PATIENCE)) {
                if (exchange(lane, all).isPresent()) {
                    tried = untilLate(lane, tried, exchanges, all);
                }
            } catch (IOException e) {
                // What is missing counts as lost.
                return;
            }
        }
    }

    /** @return how many have been tried now, one that is late included */
    private static int untilLate(Lane lane, int tried, int exchanges, Tried all) throws IOException {
        for (int next = tried; next < exchanges; next++) {
            Optional<Duration> exchange = exchange(lane, all);
            if (exchange.isEmpty()) {
                return next + 1;
            }
            all.came(exchange.get());
        }
        return exchanges;
    }

    /** How long one takes; empty where it is late. */
    private static Optional<Duration> exchange(Lane lane, Tried all) throws IOException {
        lane.within(all.limit());
        try {
            return Optional.of(lane.exchange(""));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    /** How long it takes until the agent has so many bytes. */
    static Optional<Duration> push(InetSocketAddress agent, int bytes, Duration timeout) {
        try (Lane lane = new Lane(agent, timeout)) {
            // A write that waits for a cut path knows no time-out.
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(lane::close);
            return Optional.of(lane.exchange("take " + bytes + "\n" + "x".repeat(bytes - 1)));
        } catch (IOException e) {
            // Refused, reset or not in time.
            return Optional.empty();
        }
    }

    /** One conversation. */
    private static final class Lane implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Lane(InetSocketAddress agent, Duration timeout) throws IOException {
            socket = Probe.connect(agent, timeout);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void within(Duration timeout) throws IOException {
            socket.setSoTimeout((int) timeout.toMillis());
        }

        Duration exchange(String question) throws IOException {
            long start = System.nanoTime();
            socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
            if (in.readLine() == null) {
                throw new EOFException();
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }

        @Override
        public void close() {
            Sockets.close(socket);
        }
    }
}
