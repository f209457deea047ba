package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How fast the fabric is, and how exactly it is slow. */
class FabricTimingTest {
    private static final List<Member> MEMBERS = List.of(
            new Member("E1", Member.Kind.SERVICE, "E"),
            new Member("E2", Member.Kind.SERVICE, "E"),
            new Member("W1", Member.Kind.SERVICE, "W"));

    private final List<Socket> opened = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws IOException {
        for (Socket socket : opened) {
            socket.close();
        }
    }

    /** A server for a member that sends every byte back. */
    private ServerSocket echo(Fabric fabric, String member, AtomicLong lastReceived) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(fabric.real(member, Port.HTTP), 512);
        fabric.arrived(member);
        start(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                opened.add(socket);
                start(() -> sendBack(socket, lastReceived));
            }
        });
        return server;
    }

    private static void sendBack(Socket socket, AtomicLong lastReceived) throws IOException {
        socket.setTcpNoDelay(true);
        for (int next = socket.getInputStream().read();
                next >= 0;
                next = socket.getInputStream().read()) {
            lastReceived.set(System.nanoTime());
            socket.getOutputStream().write(next);
        }
    }

    private interface Talk {
        void run() throws IOException;
    }

    private static void start(Talk talk) {
        Thread thread = new Thread(() -> {
            try {
                talk.run();
            } catch (IOException e) {
                // The test has closed the socket.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private Socket dial(Fabric fabric, String from, String to) {
        try {
            Socket socket = new Socket();
            opened.add(socket);
            socket.connect(fabric.door(from, to, Port.HTTP));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long roundTripNanos(Socket socket) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(1);
        if (socket.getInputStream().read() != 1) {
            throw new EOFException();
        }
        return System.nanoTime() - start;
    }

    private static Duration median(Socket socket, int times) throws IOException {
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            taken.add(roundTripNanos(socket));
        }
        Collections.sort(taken);
        return Duration.ofNanos(taken.get(times / 2));
    }

    @Test
    void two_regions_round_trips_are_the_sum_of_both_to_the_hub_and_within_a_region_nothing_is_added()
            throws IOException {
        Map<String, Duration> hub = Map.of("E", Duration.ofMillis(1), "W", Duration.ofMillis(60));
        try (Fabric fabric = new Fabric("timing", MEMBERS, hub);
                ServerSocket near = echo(fabric, "E2", new AtomicLong());
                ServerSocket far = echo(fabric, "W1", new AtomicLong())) {
            Socket toFar = dial(fabric, "E1", "W1");
            Duration first = Duration.ofNanos(roundTripNanos(toFar));
            Duration across = median(toFar, 9);
            Duration inside = median(dial(fabric, "E1", "E2"), 99);
            System.out.println("fabric: round trip E-W " + across + " (61 ms wanted), first of a connection " + first
                    + ", inside a region " + inside);
            assertThat(across).isBetween(Duration.ofMillis(61), Duration.ofMillis(90));
            assertThat(first).isGreaterThanOrEqualTo(Duration.ofMillis(122));
            assertThat(inside).isLessThan(Duration.ofMillis(5));
            assertThat(fabric.latency().describe()).isEqualTo("reproduced by the fabric: E-hub 1 ms, W-hub 60 ms");
            assertThat(near.isBound() && far.isBound()).isTrue();
        }
    }

    @Test
    void three_hundred_busy_connections_a_cut_takes_effect_within_5_ms_and_nothing_passes_after_it()
            throws IOException {
        AtomicLong lastReceived = new AtomicLong();
        try (Fabric fabric = new Fabric("busy", MEMBERS, Map.of());
                ServerSocket server = echo(fabric, "W1", lastReceived)) {
            List<Socket> lines = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                lines.add(dial(fabric, i % 2 == 0 ? "E1" : "E2", "W1"));
            }
            for (Socket line : lines) {
                roundTripNanos(line);
            }
            // One in ten is never silent.
            for (int i = 0; i < 300; i += 10) {
                Socket line = lines.get(i);
                start(() -> {
                    while (true) {
                        roundTripNanos(line);
                    }
                });
            }
            median(lines.get(1), 200);
            Set<Pair> both =
                    Set.of(new Pair("E1", "W1"), new Pair("W1", "E1"), new Pair("E2", "W1"), new Pair("W1", "E2"));
            List<Duration> acknowledged = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                long sent = System.nanoTime();
                fabric.cut(both);
                acknowledged.add(Duration.ofNanos(System.nanoTime() - sent));
                fabric.cut(Set.of());
                roundTripNanos(lines.get(2));
            }
            Collections.sort(acknowledged);
            fabric.cut(both);
            long inForce = System.nanoTime();
            // A byte that was delivered before may be read a moment after, by a thread that had no processor.
            await().during(Duration.ofMillis(300)).until(() -> lastReceived.get() - inForce < 100_000_000L);
            System.out.println("fabric: a cut of 300 connections acknowledged within " + acknowledged.get(10)
                    + " (median), " + acknowledged.get(19) + " (worst of 20); last byte read "
                    + (lastReceived.get() - inForce) / 1000 + " us after it");
            assertThat(acknowledged.get(10)).isLessThan(Duration.ofMillis(5));
            assertThat(server.isBound()).isTrue();
        }
    }
}
