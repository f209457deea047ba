package io.schism.harness.backend.docker;

import static io.schism.harness.backend.docker.DockerRig.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import io.schism.harness.status.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Five nodes, and what each fault of the network and of the processes makes of all twenty directed pairs. */
@Tag("docker")
@Tag("alone")
class DockerFaultsIT {
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Pair ONE_TO_TWO = new Pair("n1", "n2");
    private static final int DATAGRAMS = 10;

    @TempDir
    static Path folder;

    private static Site site;

    @BeforeAll
    static void open() {
        DockerRig.assumeDocker();
        List<Member> members =
                NODES.stream().map(name -> member(name, Member.Kind.SERVICE)).toList();
        site = DockerRig.open(DockerRig.runId(), folder, members.toArray(Member[]::new));
        members.parallelStream().forEach(node -> site.start(DockerRig.echo(node)));
        awaitWhole();
    }

    @AfterEach
    void heal() {
        if (site != null) {
            site.network().cut(Set.of());
            site.network().shape(Map.of());
        }
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
        }
    }

    private static void awaitWhole() {
        await().atMost(LONG).until(() -> delivered().equals(Set.copyOf(pairs())));
    }

    private static List<Pair> pairs() {
        return NODES.stream()
                .flatMap(from -> NODES.stream().filter(to -> !to.equals(from)).map(to -> new Pair(from, to)))
                .toList();
    }

    /** The directed pairs by which single packets get through, all of them or none. */
    private static Set<Pair> delivered() {
        return pairs().parallelStream()
                .filter(pair -> {
                    int arrived =
                            site.network().send(pair, DATAGRAMS).orElseThrow().arrived();
                    assertThat(arrived).as(pair.toString()).isIn(0, DATAGRAMS);
                    return arrived == DATAGRAMS;
                })
                .collect(Collectors.toSet());
    }

    private static Set<Pair> bothWays(String text) {
        return oneWay(text).stream()
                .flatMap(pair -> Stream.of(pair, pair.reversed()))
                .collect(Collectors.toSet());
    }

    /** {@code 12>345}: what each of n1 and n2 sends to each of n3, n4 and n5. */
    private static Set<Pair> oneWay(String text) {
        return Stream.of(text.split(" "))
                .map(part -> part.split(">"))
                .flatMap(ends -> ends[0].chars().boxed().flatMap(from -> ends[1].chars()
                        .mapToObj(to -> new Pair("n" + (char) from.intValue(), "n" + (char) to))))
                .collect(Collectors.toSet());
    }

    static Map<String, Set<Pair>> cuts() {
        Map<String, Set<Pair>> cuts = new LinkedHashMap<>();
        cuts.put("minority and majority", bothWays("12>345"));
        cuts.put("one isolated", bothWays("1>2345"));
        cuts.put("one that only hears", oneWay("1>2345"));
        cuts.put("one that only speaks", oneWay("2345>1"));
        cuts.put("one way between halves", oneWay("12>345"));
        cuts.put("bridge: n3 sees both sides", bothWays("12>45"));
        cuts.put("ring: each sees its two neighbours", bothWays("1>34 2>45 3>5"));
        cuts.put("everyone alone", Set.copyOf(pairs()));
        cuts.put("a single direction of a single pair", oneWay("4>2"));
        return cuts;
    }

    static Stream<String> shapesOfCuts() {
        return cuts().keySet().stream();
    }

    @ParameterizedTest(name = "5 nodes, {0}: packets cross exactly the pairs that are not cut, and all after the heal")
    @MethodSource("shapesOfCuts")
    void matrix(String shape) {
        Set<Pair> cut = cuts().get(shape);
        Set<Pair> open = pairs().stream().filter(pair -> !cut.contains(pair)).collect(Collectors.toSet());
        site.network().cut(cut);
        assertThat(delivered()).isEqualTo(open);
        // A handshake needs both directions.
        assertThat(connected())
                .isEqualTo(open.stream()
                        .filter(pair -> open.contains(pair.reversed()))
                        .collect(Collectors.toSet()));
        site.network().cut(Set.of());
        assertThat(delivered()).hasSize(20);
        assertThat(connected()).hasSize(20);
    }

    private static Set<Pair> connected() {
        return pairs().parallelStream()
                .filter(pair -> site.network().probe(pair, Duration.ofMillis(600)) == Reach.OPEN)
                .collect(Collectors.toSet());
    }

    @Test
    void a_cut_is_in_force_20_ms_after_it_is_sent() {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            String session = "9" + i;
            CompletableFuture<String[]> stream = CompletableFuture.supplyAsync(() -> agent("n1")
                    .ask("datagrams " + DockerRig.inside(site, "n2") + " 7070 " + session + " 3000", LONG)
                    .orElseThrow());
            await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> arrived(session)[1] > 100);
            long sent = System.nanoTime();
            site.network().cut(Set.of(ONE_TO_TWO));
            stream.join();
            assertThat(arrived(session)[1]).isLessThan(3000);
            // Containers share the monotonic clock of this machine.
            micros.add(Math.max(0, arrived(session)[4] - sent) / 1000);
            site.network().cut(Set.of());
        }
        Collections.sort(micros);
        System.out.println("docker: from sending a cut to the last packet that got through: median " + micros.get(10)
                + " us, worst of 21 " + micros.get(20) + " us");
        assertThat(micros.get(10)).isLessThan(20_000);
    }

    private static Agent agent(String node) {
        return new Agent(site.observe(node, Port.PROBE));
    }

    private static long[] arrived(String session) {
        String[] words = agent("n2").ask("arrived " + session, LONG).orElseThrow();
        return IntStream.range(0, words.length)
                .mapToLong(i -> i == 0 ? 0 : Long.parseLong(words[i]))
                .toArray();
    }

    @Test
    void one_way_30_percent_lost_of_1000_packets_so_many_arrive_and_of_no_other_pair_is_one_missing() {
        site.network().shape(Map.of(ONE_TO_TWO, Shape.ofLoss(0.3)));
        Arrivals lossy = site.network().send(ONE_TO_TWO, 1000).orElseThrow();
        System.out.println("docker: of 1000 packets at 30 % loss " + lossy.arrived() + " arrived");
        assertThat(lossy.loss()).isCloseTo(0.3, Offset.offset(0.075));
        assertThat(pairs().stream().filter(pair -> !pair.equals(ONE_TO_TWO)).map(pair -> site.network()
                        .send(pair, DATAGRAMS)
                        .orElseThrow()
                        .arrived()))
                .containsOnly(DATAGRAMS);
        site.network().shape(Map.of());
        assertThat(site.network().send(ONE_TO_TWO, 1000).orElseThrow().loss()).isZero();
    }

    @Test
    void one_way_30_percent_duplicated_so_many_of_1000_packets_come_twice_and_none_after_the_heal() {
        site.network().shape(Map.of(ONE_TO_TWO, Shape.ofDuplication(0.3)));
        Arrivals twice = site.network().send(ONE_TO_TWO, 1000).orElseThrow();
        System.out.println("docker: of 1000 packets " + twice.copies() + " came twice");
        assertThat(twice.arrived()).isEqualTo(1000);
        assertThat(twice.copies()).isBetween(225, 375);
        assertThat(site.network().send(new Pair("n1", "n3"), 200).orElseThrow().copies())
                .isZero();
        site.network().cut(Set.of(ONE_TO_TWO));
        assertThat(site.network().send(ONE_TO_TWO, 200).orElseThrow().arrived())
                .as("a cut stands above it")
                .isZero();
        site.network().cut(Set.of());
        site.network().shape(Map.of());
        assertThat(site.network().send(ONE_TO_TWO, 1000).orElseThrow().copies()).isZero();
    }

    @Test
    void one_way_limited_to_200_kB_a_second_300_kB_take_a_second_at_least_and_after_the_heal_a_moment() {
        site.network().shape(Map.of(ONE_TO_TWO, Shape.ofRate(200_000)));
        Duration taken = site.network().push(ONE_TO_TWO, 300_000, LONG).orElseThrow();
        System.out.println("docker: 300 kB at 200 kB/s took " + taken.toMillis() + " ms");
        assertThat(taken).isBetween(Duration.ofMillis(1_000), Duration.ofSeconds(8));
        assertThat(site.network().push(ONE_TO_TWO.reversed(), 300_000, LONG).orElseThrow())
                .isLessThan(Duration.ofMillis(1_000));
        site.network().shape(Map.of());
        assertThat(site.network().push(ONE_TO_TWO, 300_000, LONG).orElseThrow()).isLessThan(Duration.ofMillis(1_000));
    }

    @Test
    void a_pair_is_reset_both_open_and_both_are_refused_until_the_heal() {
        site.network().shape(Map.of(ONE_TO_TWO, Shape.ofReset(), ONE_TO_TWO.reversed(), Shape.ofReset()));
        for (Pair pair : List.of(ONE_TO_TWO, ONE_TO_TWO.reversed())) {
            assertThat(site.network().probe(pair, PROBE)).isEqualTo(Reach.REFUSED);
        }
        assertThat(site.network().probe(new Pair("n1", "n3"), PROBE)).isEqualTo(Reach.OPEN);
        site.network().shape(Map.of());
        await().atMost(LONG).until(() -> site.network().probe(ONE_TO_TWO, PROBE) == Reach.OPEN);
    }

    @Test
    void a_member_restarted_under_a_reset_is_still_reset() {
        site.network().shape(Map.of(ONE_TO_TWO, Shape.ofReset()));
        site.kill("n1");
        site.restart("n1");
        await().atMost(LONG).until(() -> site.network().probe(ONE_TO_TWO, PROBE) != Reach.NOT_TRIED);
        assertThat(site.network().probe(ONE_TO_TWO, PROBE)).isEqualTo(Reach.REFUSED);
        site.network().shape(Map.of());
        awaitWhole();
    }

    @Test
    void a_name_server_silent_then_refusing_then_slow_then_back() {
        assertThat(site.lookUp("n1", PROBE).reach()).isEqualTo(Reach.OPEN);
        site.breakNames("n1", new NameFailure.Silent());
        assertThat(site.lookUp("n1", PROBE).reach()).isEqualTo(Reach.CLOSED);
        assertThat(site.lookUp("n2", PROBE).reach()).as("another member").isEqualTo(Reach.OPEN);
        site.breakNames("n1", new NameFailure.Refused());
        assertThat(site.lookUp("n1", PROBE).reach()).isEqualTo(Reach.REFUSED);
        site.breakNames("n1", new NameFailure.Slow(Duration.ofMillis(1500)));
        for (int i = 0; i < 2; i++) {
            assertThat(site.lookUp("n1", LONG)).satisfies(answer -> {
                assertThat(answer.reach()).isEqualTo(Reach.OPEN);
                assertThat(answer.taken()).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(15));
            });
        }
        assertThat(site.lookUp("n2", PROBE).taken()).as("another member").isLessThan(Duration.ofMillis(1500));
        site.mendNames("n1");
        assertThat(site.lookUp("n1", PROBE).reach()).isEqualTo(Reach.OPEN);
    }

    @Test
    void a_member_limited_to_a_tenth_of_a_processor_gets_no_more_until_the_heal() {
        assertThat(site.isHeldBack("n3")).isFalse();
        site.limitCpu("n3", 0.1);
        double starved = share("n3");
        await().atMost(LONG).until(() -> site.isHeldBack("n3"));
        site.limitCpu("n3", 1);
        assertThat(site.isHeldBack("n3")).isFalse();
        await().atMost(LONG).until(() -> share("n3") > 2 * starved);
        System.out.println("docker: limited to 0.1 of a processor a member got " + starved);
        assertThat(starved).isBetween(0.005, 0.2);
    }

    private static double share(String node) {
        return 40e6 / agent(node).number("spin 40", LONG).orElseThrow();
    }

    @Test
    void a_member_that_asks_for_more_memory_than_it_may_have_is_ended_by_the_kernel_and_starts_again() {
        site.limitMemory("n4", 16 << 20);
        agent("n4").ask("hoard " + (60 << 20), Duration.ofSeconds(10));
        await().atMost(LONG).until(() -> !site.isRunning("n4"));
        assertThat(site.ranOutOfMemory("n4")).isTrue();
        assertThat(site.incarnation("n4")).isEmpty();
        site.freeMemory("n4");
        site.restart("n4");
        awaitWhole();
    }

    @Test
    void a_jvm_alone_stopped_answers_nothing_until_it_goes_on_and_is_the_same_process_after() {
        var before = site.incarnation("n5");
        site.sigstop("n5");
        assertThat(agent("n5").ask("arrived 1", Duration.ofMillis(500))).isEmpty();
        assertThat(site.isRunning("n5")).isTrue();
        site.sigcont("n5");
        await().atMost(LONG).until(() -> agent("n5").ask("arrived 1", PROBE).isPresent());
        assertThat(site.incarnation("n5")).isPresent().isEqualTo(before);
    }
}
