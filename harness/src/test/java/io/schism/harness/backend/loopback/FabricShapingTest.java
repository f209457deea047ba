package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.workloads.agent.ProbeAgent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two members, one with an agent, and what a shaped path between them makes of probes. */
class FabricShapingTest {
    private static final Pair A_TO_B = new Pair("A", "B");
    private static final Pair TO_CLIENTS = new Pair("A", "clients-E");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int SOON_MILLIS = 5_000;

    private final Fabric fabric = new Fabric(
            "shaping",
            List.of(
                    new Member("A", Member.Kind.SERVICE, "E"),
                    new Member("B", Member.Kind.SERVICE, "E"),
                    new Member("clients-E", Member.Kind.CLIENTS, "E")),
            Map.of());
    private final LoopbackNetwork network = new LoopbackNetwork(fabric, Map.of());
    private ProbeAgent agent;

    @BeforeEach
    void b_has_an_agent() {
        agent = ProbeAgent.start(fabric.real("B", Port.PROBE));
        fabric.arrived("B");
    }

    @AfterEach
    void close() {
        agent.close();
        fabric.close();
    }

    /** The fastest of a few: what else the machine does only adds to it. */
    private static Duration fastest(Supplier<Optional<Duration>> attempt) {
        return Stream.generate(attempt)
                .limit(3)
                .map(Optional::orElseThrow)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Duration roundTrip(Pair pair) {
        return fastest(() -> network.roundTrip(pair, LONG));
    }

    private Duration push(Pair pair) {
        return fastest(() -> network.push(pair, 60_000, LONG));
    }

    private void shape(Pair pair, Shape shape) {
        network.shape(Map.of(pair, shape));
    }

    @Test
    void one_way_delayed_by_120_ms_a_round_trip_takes_it_once_and_after_the_heal_no_longer() {
        assertThat(roundTrip(A_TO_B)).isLessThan(Duration.ofMillis(60));
        shape(A_TO_B, Shape.ofDelay(Duration.ofMillis(120), Duration.ZERO));
        assertThat(roundTrip(A_TO_B)).isBetween(Duration.ofMillis(120), Duration.ofMillis(200));
        assertThat(roundTrip(TO_CLIENTS)).as("another pair").isLessThan(Duration.ofMillis(60));
        network.shape(Map.of());
        assertThat(roundTrip(A_TO_B)).isLessThan(Duration.ofMillis(60));
    }

    @Test
    void both_ways_delayed_with_jitter_round_trips_differ_and_stay_within_it() {
        Shape shape = Shape.ofDelay(Duration.ofMillis(60), Duration.ofMillis(30));
        network.shape(Map.of(A_TO_B, shape, A_TO_B.reversed(), shape));
        List<Long> trips = java.util.stream.IntStream.range(0, 12)
                .mapToObj(i -> network.roundTrip(A_TO_B, LONG).orElseThrow().toMillis())
                .toList();
        assertThat(trips).allSatisfy(trip -> assertThat(trip).isGreaterThanOrEqualTo(60));
        assertThat(trips.stream().distinct().count()).isGreaterThan(3);
    }

    @Test
    void bytes_on_their_way_when_a_delay_is_healed_come_at_once() throws IOException {
        shape(A_TO_B, Shape.ofDelay(Duration.ofMinutes(5), Duration.ZERO));
        try (Socket near = new Socket()) {
            near.connect(fabric.door("A", "B", Port.PROBE));
            near.setSoTimeout(SOON_MILLIS);
            near.getOutputStream().write('\n');
            network.shape(Map.of());
            near.getOutputStream().write('\n');
            assertThat(near.getInputStream().read()).isEqualTo('c');
        }
    }

    @Test
    void one_way_30_percent_lost_so_many_of_400_exchanges_wait_for_a_retransmission_and_none_after_the_heal() {
        shape(A_TO_B, Shape.ofLoss(0.3));
        Arrivals lossy = network.send(A_TO_B, 400).orElseThrow();
        System.out.println("fabric: of 400 probes at 30 % loss " + lossy.arrived() + " came in time");
        // Five standard deviations of 400 independent chances.
        assertThat(lossy.loss()).isCloseTo(0.3, Offset.offset(0.115));
        network.shape(Map.of());
        assertThat(network.send(A_TO_B, 400).orElseThrow().loss()).isLessThan(0.02);
    }

    @Test
    void one_way_limited_to_100_kB_a_second_60_kB_take_600_ms_and_the_way_back_is_free() {
        shape(A_TO_B, Shape.ofRate(100_000));
        Duration taken = push(A_TO_B);
        System.out.println("fabric: 60 kB at 100 kB/s took " + taken.toMillis() + " ms");
        assertThat(taken).isBetween(Duration.ofMillis(590), Duration.ofMillis(900));
        network.shape(Map.of(A_TO_B.reversed(), Shape.ofRate(100)));
        assertThat(push(A_TO_B)).isLessThan(Duration.ofMillis(400));
        network.shape(Map.of());
        assertThat(push(A_TO_B)).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void two_connections_of_a_limited_pair_share_its_rate() {
        shape(A_TO_B, Shape.ofRate(100_000));
        long start = System.nanoTime();
        List<Duration> both = List.of(30_000, 30_000).parallelStream()
                .map(bytes -> network.push(A_TO_B, bytes, LONG).orElseThrow())
                .toList();
        assertThat(both).hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(590));
    }

    @Test
    void a_reset_ends_both_sides_of_what_stands_and_refuses_what_is_new_until_the_heal() throws IOException {
        try (Socket near = new Socket()) {
            near.connect(fabric.door("A", "B", Port.PROBE));
            near.setSoTimeout(SOON_MILLIS);
            near.getOutputStream().write('\n');
            assertThat(near.getInputStream().read()).isEqualTo('c');
            shape(A_TO_B.reversed(), Shape.ofReset());
            assertThatThrownBy(() -> near.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> new Socket(
                                fabric.door("A", "B", Port.PROBE).getAddress(),
                                fabric.door("A", "B", Port.PROBE).getPort())
                        .close())
                .isInstanceOf(ConnectException.class);
        assertThat(network.probe(new Pair("B", "clients-E"), LONG)).isEqualTo(Reach.OPEN);
        network.shape(Map.of());
        assertThat(network.roundTrip(A_TO_B, LONG)).isPresent();
    }

    @Test
    void a_cut_above_a_reset_holds_its_rst_until_the_cut_is_healed() throws IOException {
        try (Socket near = new Socket()) {
            near.connect(fabric.door("A", "B", Port.PROBE));
            near.getOutputStream().write('\n');
            near.setSoTimeout(SOON_MILLIS);
            assertThat(near.getInputStream().read()).isEqualTo('c');
            near.getInputStream().skip(near.getInputStream().available());
            fabric.cut(Set.of(A_TO_B, A_TO_B.reversed()));
            shape(A_TO_B, Shape.ofReset());
            near.setSoTimeout(80);
            assertThatThrownBy(() -> readToEnd(near)).isInstanceOf(java.net.SocketTimeoutException.class);
            near.setSoTimeout(SOON_MILLIS);
            fabric.cut(Set.of());
            assertThatThrownBy(() -> readToEnd(near)).isInstanceOf(SocketException.class);
        }
    }

    private static void readToEnd(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            continue;
        }
    }

    @Test
    void packets_that_arrive_twice_or_overtake_are_refused_with_the_reason() {
        assertThatThrownBy(() -> shape(A_TO_B, Shape.ofDuplication(0.5)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(LoopbackBackend.NO_PACKETS);
        assertThatThrownBy(() -> shape(A_TO_B, Shape.ofReordering(0.5, Duration.ofMillis(20))))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
