package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.partition.Partition;
import io.schism.harness.partition.Unit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Five nodes of a cluster that serves, each fault of the network aimed at them in its shapes, and what measurements tell of
 * all twenty directed pairs: exactly those that were meant are hit, and none after the heal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NetworkMatrix {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PROBE = Duration.ofMillis(700);
    private static final int ATTEMPTS = 3;
    private static final int DATAGRAMS = 24;
    private static final int BYTES = 400_000;

    /** Whether a measurement of a pair shows the fault; what else the machine does must not look like it. */
    @FunctionalInterface
    interface Effect {
        boolean shows(Network network, Pair pair);
    }

    /**
     * A fault as it is measured.
     *
     * @param isDirected whether a direction is seen alone; otherwise the way back shows it as well
     */
    record Measured(
            String fault, Map<String, String> settings, boolean isDirected, List<Partition> shapes, Effect effect) {
        Measured(String fault, Map<String, String> settings, boolean isDirected, Effect effect) {
            this(
                    fault,
                    settings,
                    isDirected,
                    List.of(Partition.ISOLATE, Partition.ONE_WAY, Partition.MAJORITIES_RING),
                    effect);
        }

        @Override
        public String toString() {
            return fault;
        }
    }

    /** The faults of the network that the backend can do on this machine. */
    abstract List<Measured> faults();

    abstract FaultRig rig();

    /** A connection is not opened; one that is, however late, is not cut. */
    static boolean isClosed(Network network, Pair pair) {
        return Stream.generate(() -> network.probe(pair, PROBE)).limit(ATTEMPTS).noneMatch(Reach.OPEN::equals);
    }

    static boolean isRefused(Network network, Pair pair) {
        return network.probe(pair, LONG) == Reach.REFUSED;
    }

    static boolean loses(Network network, Pair pair) {
        return network.send(pair, DATAGRAMS).orElseThrow().loss() > 0.1;
    }

    /** Four seconds at the limit; segments of up to 64 KB pass at once, and are made up for. */
    static boolean isSlow(Network network, Pair pair) {
        return network.push(pair, BYTES, LONG).orElseThrow().compareTo(Duration.ofMillis(2_500)) > 0;
    }

    static boolean isLate(Network network, Pair pair) {
        return Stream.generate(() -> network.roundTrip(pair, LONG).orElseThrow())
                .limit(ATTEMPTS)
                .allMatch(trip -> trip.compareTo(Duration.ofMillis(400)) >= 0);
    }

    private Set<Pair> pairs() {
        List<String> nodes = rig().cluster.topology().members(Member.Kind.SERVICE).stream()
                .map(Member::name)
                .toList();
        return nodes.stream()
                .flatMap(from -> nodes.stream().filter(to -> !to.equals(from)).map(to -> new Pair(from, to)))
                .collect(Collectors.toSet());
    }

    private Set<Pair> drawn(Partition shape) {
        Set<Pair> drawn =
                new HashSet<>(shape.pairs(rig().cluster.topology(), Unit.NODES, Set.of(), new SplittableRandom(7)));
        drawn.retainAll(pairs());
        return drawn;
    }

    /** A pair and the way back are not measured at the same time: what is pushed one way holds up the answers of the other. */
    private Set<Pair> hit(Measured fault) {
        Map<Boolean, List<Pair>> ways = pairs().stream()
                .collect(Collectors.partitioningBy(pair -> pair.from().compareTo(pair.to()) < 0));
        Set<Pair> hit = new HashSet<>();
        for (List<Pair> way : ways.values()) {
            Probes.each(way, pair -> fault.effect().shows(rig().cluster.site().network(), pair))
                    .forEach((pair, shown) -> {
                        if (shown) {
                            hit.add(pair);
                        }
                    });
        }
        return hit;
    }

    Stream<Arguments> each() {
        return faults().stream().flatMap(fault -> fault.shapes().stream().map(shape -> Arguments.of(fault, shape)));
    }

    @ParameterizedTest(
            name = "5 nodes, {0}, {1}: of 20 directed pairs exactly those meant are hit, and none after the heal")
    @MethodSource("each")
    void matrix(Measured fault, Partition shape) {
        Set<Pair> meant = drawn(shape);
        Set<Pair> seen = fault.isDirected()
                ? meant
                : meant.stream()
                        .flatMap(pair -> Stream.of(pair, pair.reversed()))
                        .collect(Collectors.toSet());
        assertThat(meant).isNotEmpty().hasSizeLessThan(20);
        Injection injection = rig().aim(fault.fault(), fault.settings(), meant);

        injection.inject();
        try {
            assertThat(hit(fault)).isEqualTo(seen);
        } finally {
            injection.heal();
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(hit(fault)).isEmpty());
    }
}
