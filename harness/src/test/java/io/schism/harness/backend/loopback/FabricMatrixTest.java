package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Five members with a standing connection in each of the twenty directions, and what a cut makes of each. */
class FabricMatrixTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final List<Pair> PAIRS = NODES.stream()
            .flatMap(from -> NODES.stream().filter(to -> !to.equals(from)).map(to -> new Pair(from, to)))
            .toList();
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Fabric fabric = new Fabric(
            "matrix",
            NODES.stream()
                    .map(name -> new Member(name, Member.Kind.SERVICE, "E"))
                    .toList(),
            Map.of());
    private final List<ServerSocket> servers = new ArrayList<>();
    private final Map<Pair, Socket> lines = new LinkedHashMap<>();

    /** When the latest byte of each direction was got, and how many were. */
    private record Got(int bytes, long latest) {}

    private final Map<Pair, Got> got = new ConcurrentHashMap<>();

    @BeforeEach
    void connect() throws IOException {
        for (String node : NODES) {
            ServerSocket server = new ServerSocket();
            server.bind(fabric.real(node, Port.HTTP));
            fabric.arrived(node);
            servers.add(server);
            background(() -> {
                while (true) {
                    Socket far = server.accept();
                    background(() -> count(far));
                }
            });
        }
        for (Pair pair : PAIRS) {
            Socket near = new Socket();
            near.connect(fabric.door(pair.from(), pair.to(), Port.HTTP));
            near.setTcpNoDelay(true);
            // The first byte says which direction the connection stands for.
            near.getOutputStream().write(PAIRS.indexOf(pair));
            lines.put(pair, near);
        }
        await().atMost(SOON).until(() -> got.size() == PAIRS.size());
    }

    private void count(Socket far) throws IOException {
        Pair pair = PAIRS.get(far.getInputStream().read());
        got.put(pair, new Got(0, System.nanoTime()));
        while (far.getInputStream().read() >= 0) {
            got.compute(pair, (p, before) -> new Got(before == null ? 1 : before.bytes() + 1, System.nanoTime()));
        }
    }

    private interface Talk {
        void run() throws IOException;
    }

    private static void background(Talk talk) {
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

    @AfterEach
    void close() throws IOException {
        for (Socket line : lines.values()) {
            line.close();
        }
        for (ServerSocket server : servers) {
            server.close();
        }
        fabric.close();
    }

    private Set<Pair> delivered() {
        return PAIRS.stream().filter(pair -> got.get(pair).bytes() > 0).collect(Collectors.toSet());
    }

    /** {@code 12>345}: what each of n1 and n2 sends to each of n3, n4 and n5. */
    private static Set<Pair> oneWay(String text) {
        return Stream.of(text.split(" "))
                .map(part -> part.split(">"))
                .flatMap(ends -> ends[0].chars().boxed().flatMap(from -> ends[1].chars()
                        .mapToObj(to -> new Pair("n" + (char) from.intValue(), "n" + (char) to))))
                .collect(Collectors.toSet());
    }

    private static Set<Pair> bothWays(String text) {
        return oneWay(text).stream()
                .flatMap(pair -> Stream.of(pair, pair.reversed()))
                .collect(Collectors.toSet());
    }

    private static Map<String, Set<Pair>> cuts() {
        Map<String, Set<Pair>> cuts = new LinkedHashMap<>();
        cuts.put("minority and majority", bothWays("12>345"));
        cuts.put("one isolated", bothWays("1>2345"));
        cuts.put("one that only hears", oneWay("1>2345"));
        cuts.put("one that only speaks", oneWay("2345>1"));
        cuts.put("one way between halves", oneWay("12>345"));
        cuts.put("bridge: n3 sees both sides", bothWays("12>45"));
        cuts.put("ring: each sees its two neighbours", bothWays("1>34 2>45 3>5"));
        cuts.put("everyone alone", Set.copyOf(PAIRS));
        cuts.put("a single direction of a single pair", oneWay("4>2"));
        return cuts;
    }

    static Stream<String> shapesOfCuts() {
        return cuts().keySet().stream();
    }

    @ParameterizedTest(name = "5 nodes, {0}: bytes cross exactly the pairs that are not cut, and all after the heal")
    @MethodSource("shapesOfCuts")
    void matrix(String shape) throws IOException {
        Set<Pair> cut = cuts().get(shape);
        Set<Pair> open = PAIRS.stream().filter(pair -> !cut.contains(pair)).collect(Collectors.toSet());
        fabric.cut(cut);
        for (Socket line : lines.values()) {
            line.getOutputStream().write(1);
        }
        await().atMost(SOON).until(() -> delivered().containsAll(open));
        await().during(Duration.ofMillis(150)).atMost(SOON).until(() -> delivered()
                .equals(open));
        fabric.cut(Set.of());
        await().atMost(SOON).until(() -> delivered().size() == PAIRS.size());
    }

    @Test
    void a_cut_is_in_force_5_ms_after_it_is_sent() {
        Pair pair = new Pair("n1", "n2");
        Socket line = lines.get(pair);
        List<Long> sentAt = new CopyOnWriteArrayList<>();
        background(() -> {
            while (true) {
                sentAt.add(System.nanoTime());
                line.getOutputStream().write(1);
                LockSupport.parkNanos(100_000);
            }
        });
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            int before = got.get(pair).bytes();
            await().atMost(SOON).until(() -> got.get(pair).bytes() > before + 5);
            long cut = System.nanoTime();
            fabric.cut(Set.of(pair));
            // When the last one that got through was sent: how late it is read says nothing of the fabric.
            long last = sentAt.get(bytesOnceQuiet(pair) - 1);
            micros.add(Math.max(0, last - cut) / 1000);
            fabric.cut(Set.of());
        }
        Collections.sort(micros);
        System.out.println("fabric: from sending a cut to the last byte that got through: median " + micros.get(10)
                + " us, worst of 21 " + micros.get(20) + " us");
        assertThat(micros.get(10)).isLessThan(5_000);
    }

    private int bytesOnceQuiet(Pair pair) {
        await().atMost(SOON)
                .until(() -> System.nanoTime() - got.get(pair).latest()
                        > Duration.ofMillis(60).toNanos());
        return got.get(pair).bytes();
    }
}
