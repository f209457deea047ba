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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
     * given up then, for what is lost once more would keep it waiting twice as long.
     */
    static Optional<Arrivals> arrivals(InetSocketAddress agent, int probes) {
        AtomicLong fastest = new AtomicLong(PATIENCE.toNanos());
        List<CompletableFuture<List<Duration>>> lanes = IntStream.range(0, Math.min(LANES, probes))
                .mapToObj(lane -> IntStream.range(0, probes)
                        .filter(probe -> probe % LANES == lane)
                        .count())
                .map(share -> inBackground(agent, share.intValue(), fastest))
                .toList();
        List<Duration> taken = new ArrayList<>();
        lanes.forEach(lane -> taken.addAll(lane.join()));
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        Duration limit = Collections.min(taken).plus(LATE);
        int inTime = (int) taken.stream().filter(t -> t.compareTo(limit) < 0).count();
        return Optional.of(new Arrivals(probes, inTime, 0, 0));
    }

    private static CompletableFuture<List<Duration>> inBackground(
            InetSocketAddress agent, int exchanges, AtomicLong fastest) {
        CompletableFuture<List<Duration>> taken = new CompletableFuture<>();
        Thread thread = new Thread(() -> taken.complete(lane(agent, exchanges, fastest)), "probe-lane");
        thread.setDaemon(true);
        thread.start();
        return taken;
    }

    private static List<Duration> lane(InetSocketAddress agent, int exchanges, AtomicLong fastest) {
        List<Duration> taken = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int tried = 0; tried < exchanges && System.nanoTime() < end; ) {
            try (Lane lane = new Lane(agent, PATIENCE)) {
                if (exchange(lane, fastest).isPresent()) {
                    tried = untilLate(lane, tried, exchanges, fastest, taken);
                }
            } catch (IOException e) {
                // What is missing counts as lost.
                return taken;
            }
        }
        return taken;
    }

    /** @return how many have been tried now, one that is late included */
    private static int untilLate(Lane lane, int tried, int exchanges, AtomicLong fastest, List<Duration> taken)
            throws IOException {
        for (int next = tried; next < exchanges; next++) {
            Optional<Duration> exchange = exchange(lane, fastest);
            if (exchange.isEmpty()) {
                return next + 1;
            }
            taken.add(exchange.get());
        }
        return exchanges;
    }

    /** How long one takes; empty where it is late. */
    private static Optional<Duration> exchange(Lane lane, AtomicLong fastest) throws IOException {
        lane.within(Duration.ofNanos(fastest.get()).plus(LATE));
        try {
            Duration taken = lane.exchange("");
            fastest.accumulateAndGet(taken.toNanos(), Math::min);
            return Optional.of(taken);
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
