package io.schism.harness.backend.docker;

import static io.schism.harness.backend.docker.DockerRig.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import io.schism.harness.process.ProcessStamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes, and packets between them that come later, by netem where the kernel has it and by a program where not. */
@Tag("docker")
class DockerDelayIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Pair ONE_TO_TWO = new Pair("n1", "n2");
    private static final Pair ONE_TO_THREE = new Pair("n1", "n3");
    private static final Duration BY = Duration.ofMillis(100);

    @TempDir
    static Path folder;

    private static DockerClient client;
    private static String runId;
    private static Site site;

    @BeforeAll
    static void open() {
        client = DockerRig.assumeDocker();
        runId = DockerRig.runId();
        List<Member> members = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> member("n" + i, Member.Kind.SERVICE))
                .toList();
        site = DockerRig.open(runId, folder, members.toArray(Member[]::new));
        members.parallelStream().forEach(node -> site.start(DockerRig.echo(node)));
    }

    @BeforeEach
    void awaitWhole() {
        for (Pair pair : List.of(ONE_TO_TWO, ONE_TO_TWO.reversed(), ONE_TO_THREE)) {
            await().atMost(LONG).until(() -> arrived(pair) == 10);
        }
    }

    @AfterEach
    void heal() {
        site.network().cut(Set.of());
        site.network().shape(Map.of());
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
            assertThat(DockerRig.traces(client, runId)).isEmpty();
        }
    }

    private static void assumeDelays() {
        Optional<String> lacking = DockerRig.BACKEND.lacks(Feature.PACKET_DELAY);
        assumeTrue(lacking.isEmpty(), lacking::toString);
    }

    private static int arrived(Pair pair) {
        return site.network().send(pair, 10).map(Arrivals::arrived).orElse(-1);
    }

    /** In milliseconds, the shortest first. */
    private static double[] trips(Pair pair, int count) {
        return IntStream.range(0, count)
                .mapToDouble(
                        i -> site.network().roundTrip(pair, LONG).orElseThrow().toNanos() / 1e6)
                .sorted()
                .toArray();
    }

    private static void shape(Shape shape) {
        long start = System.nanoTime();
        site.network().shape(Map.of(ONE_TO_TWO, shape));
        System.out.printf("docker: %s in force after %d ms%n", shape, (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    void one_way_100_ms_each_round_trip_takes_so_much_longer_with_or_without_a_cut_meanwhile_and_no_other_pairs_does() {
        assumeDelays();
        double before = trips(ONE_TO_TWO, 20)[0];
        shape(Shape.ofDelay(BY, Duration.ZERO));
        double[] delayed = trips(ONE_TO_TWO, 21);
        System.out.printf(
                "docker: a round trip of %.2f ms takes %.2f ms with 100 ms more one way, median %.2f, worst of 21 %.2f%n",
                before, delayed[0], delayed[10], delayed[20]);
        assertThat(delayed[0]).isBetween(100.0, 150.0);
        assertThat(trips(ONE_TO_TWO.reversed(), 5)[0])
                .as("the answer is delayed")
                .isBetween(100.0, 150.0);
        assertThat(trips(ONE_TO_THREE, 10)[0]).isLessThan(50);
        site.network().cut(Set.of(ONE_TO_TWO));
        assertThat(arrived(ONE_TO_TWO)).isZero();
        assertThat(arrived(ONE_TO_TWO.reversed())).isEqualTo(10);
        assertThat(arrived(ONE_TO_THREE)).isEqualTo(10);
        site.network().cut(Set.of());
        assertThat(arrived(ONE_TO_TWO)).isEqualTo(10);
        assertThat(trips(ONE_TO_TWO, 5)[0]).as("still delayed").isBetween(100.0, 150.0);
        site.network().shape(Map.of());
        assertThat(trips(ONE_TO_TWO, 10)[0]).isLessThan(50);
    }

    @Test
    void one_way_100_ms_more_or_less_by_40_no_round_trip_is_shorter_than_60_and_they_spread() {
        assumeDelays();
        shape(Shape.ofDelay(BY, Duration.ofMillis(40)));
        double[] trips = trips(ONE_TO_TWO, 60);
        System.out.printf(
                "docker: with 100 +- 40 ms one way: shortest %.1f, quarter %.1f, median %.1f, three quarters %.1f, longest %.1f%n",
                trips[0], trips[15], trips[30], trips[45], trips[59]);
        assertThat(trips[0]).isBetween(60.0, 85.0);
        assertThat(trips[15]).isLessThan(110);
        assertThat(trips[59]).isGreaterThan(115);
    }

    @Test
    void one_way_30_percent_overtake_the_rest_of_1000_packets_all_arrive_and_most_of_the_rest_after_a_later_one() {
        assumeDelays();
        shape(Shape.ofReordering(0.3, Duration.ofMillis(20)));
        Arrivals mixed = site.network().send(ONE_TO_TWO, 1000).orElseThrow();
        System.out.println("docker: of 1000 packets " + mixed.overtaken() + " came after a later one");
        assertThat(mixed.arrived()).isEqualTo(1000);
        assertThat(mixed.overtaken()).isBetween(600, 775);
        assertThat(site.network().send(ONE_TO_THREE, 500).orElseThrow().overtaken())
                .isZero();
        site.network().shape(Map.of());
        assertThat(site.network().send(ONE_TO_TWO, 1000).orElseThrow().overtaken())
                .isZero();
    }

    @Test
    void delay_copies_and_a_limit_at_once_each_keeps_its_measure() {
        assumeDelays();
        shape(Shape.ofDelay(Duration.ofMillis(50), Duration.ZERO)
                .and(Shape.ofDuplication(0.3))
                .and(Shape.ofRate(200_000)));
        assertThat(trips(ONE_TO_TWO, 10)[0]).isBetween(50.0, 100.0);
        Arrivals twice = site.network().send(ONE_TO_TWO, 1000).orElseThrow();
        assertThat(twice.arrived()).isEqualTo(1000);
        assertThat(twice.copies()).isBetween(225, 375);
        assertThat(site.network().push(ONE_TO_TWO, 300_000, LONG).orElseThrow())
                .isBetween(Duration.ofMillis(1_000), Duration.ofSeconds(12));
    }

    @Test
    void two_megabytes_pass_a_delay_of_20_ms_within_seconds() {
        assumeDelays();
        shape(Shape.ofDelay(Duration.ofMillis(20), Duration.ZERO));
        Duration taken = site.network().push(ONE_TO_TWO, 2_000_000, LONG).orElseThrow();
        System.out.println("docker: 2 MB with 20 ms more one way took " + taken.toMillis() + " ms");
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_member_restarted_under_a_delay_is_delayed_again() {
        assumeDelays();
        shape(Shape.ofDelay(BY, Duration.ZERO));
        site.kill("n1");
        site.restart("n1");
        await().atMost(LONG).until(() -> arrived(ONE_TO_TWO) == 10);
        assertThat(trips(ONE_TO_TWO, 5)[0]).isBetween(100.0, 150.0);
    }

    @Test
    void a_member_killed_under_a_delay_that_ends_meanwhile_starts_without_it() {
        assumeDelays();
        shape(Shape.ofDelay(BY, Duration.ZERO));
        site.kill("n1");
        site.network().shape(Map.of());
        site.restart("n1");
        await().atMost(LONG).until(() -> arrived(ONE_TO_TWO) == 10);
        assertThat(trips(ONE_TO_TWO, 10)[0]).isLessThan(50);
    }

    /** That the reason is true: what it names is tried. */
    @Test
    void delay_and_reordering_are_lacking_exactly_where_neither_netem_nor_a_device_of_a_program_can_be_made() {
        SideContainer.Answer netem;
        SideContainer.Answer tap;
        try (SideContainer side = SideContainer.start(
                client,
                SideImage.findOrBuild(client),
                "schism-" + runId + "-netem",
                Labels.of(runId, ProcessStamp.current()),
                "none",
                TapLine.devices())) {
            netem = side.run("tc qdisc add dev lo root netem delay 1ms");
            tap = side.run(SideImage.SOCAT + " -u -T 0.2 TUN,tun-type=tap,iff-no-pi OPEN:/dev/null");
        }
        System.out.println("docker: netem in a container: exit " + netem.exit() + " " + netem.text()
                + "; a device of a program: exit " + tap.exit() + " " + tap.text());
        boolean neither = netem.exit() != 0 && tap.exit() != 0;
        for (Feature feature : List.of(Feature.PACKET_DELAY, Feature.PACKET_REORDERING)) {
            assertThat(DockerRig.BACKEND.lacks(feature).isPresent()).isEqualTo(neither);
        }
        if (neither) {
            assertThatThrownBy(() -> shape(Shape.ofDelay(BY, Duration.ZERO))).hasMessageContaining("n1");
        }
    }
}
