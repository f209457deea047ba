package io.schism.harness.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Topology;
import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.cluster.Topology.ZooKeeperTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Five nodes: which of the 20 directed pairs each shape cuts. A row is who sends, a column who hears; x is cut. */
class PartitionTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final Topology FIVE = topology(new Region("R", NODES, 3, 1, true));
    private static final Topology THREE_REGIONS = topology(
            new Region("E", List.of("n1", "n2"), 1, 1, true),
            new Region("C", List.of("n3"), 1, 1, true),
            new Region("W", List.of("n4", "n5"), 1, 1, true));

    private static Topology topology(Region... regions) {
        return new Topology(
                List.of(regions), "n1", new ZooKeeperTimes(Duration.ofSeconds(6), Duration.ofSeconds(1), 2), Map.of());
    }

    private static Set<Pair> pairs(Partition shape, long seed, String... targets) {
        return shape.pairs(FIVE, Unit.NODES, FIVE.named(List.of(targets)), new SplittableRandom(seed));
    }

    private static String matrix(Set<Pair> pairs) {
        return NODES.stream()
                .map(from -> NODES.stream()
                        .map(to -> from.equals(to) ? "." : pairs.contains(new Pair(from, to)) ? "x" : "-")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void halves_of_five_nodes_are_two_against_three() {
        assertThat(matrix(pairs(Partition.HALVES, 1))).isEqualTo(".-xxx -.xxx xx.-- xx-.- xx--.");
    }

    @Test
    void one_node_isolated_is_cut_from_four_both_ways() {
        assertThat(matrix(pairs(Partition.ISOLATE, 1, "n3"))).isEqualTo(".-x-- -.x-- xx.xx --x.- --x-.");
    }

    @Test
    void two_nodes_isolated_stay_together() {
        assertThat(matrix(pairs(Partition.ISOLATE, 1, "n2", "n5"))).isEqualTo(".x--x x.xx- -x.-x -x-.x x-xx.");
    }

    @Test
    void one_way_loses_what_the_target_sends_and_nothing_else() {
        assertThat(matrix(pairs(Partition.ONE_WAY, 1, "n1"))).isEqualTo(".xxxx -.--- --.-- ---.- ----.");
    }

    @Test
    void a_primary_cut_from_its_replicas_alone() {
        Set<Pair> pairs = pairs(Partition.FROM_REPLICAS, 1, "n1");
        assertThat(matrix(pairs)).isEqualTo(".xxxx x.--- x-.-- x--.- x---.");
        assertThat(pairs).hasSize(8);
    }

    @Test
    void a_primary_cut_from_ZooKeeper_alone_and_from_clients_alone() {
        assertThat(pairs(Partition.FROM_ZOOKEEPER, 1, "n1"))
                .containsExactlyInAnyOrderElementsOf(bothWays("n1", "zk-R1", "zk-R2", "zk-R3"));
        assertThat(pairs(Partition.FROM_CLIENTS, 1, "n1"))
                .containsExactlyInAnyOrderElementsOf(bothWays("n1", "clients-R"));
    }

    private static List<Pair> bothWays(String one, String... others) {
        List<Pair> pairs = new ArrayList<>();
        for (String other : others) {
            pairs.add(new Pair(one, other));
            pairs.add(new Pair(other, one));
        }
        return pairs;
    }

    @Test
    void three_regions_apart_take_all_their_members_with_them() {
        Set<Pair> pairs = Partition.REGIONS.pairs(THREE_REGIONS, Unit.MACHINES, Set.of(), new SplittableRandom(1));
        assertThat(matrix(pairs)).isEqualTo(".-xxx -.xxx xx.xx xxx.- xxx-.");
        assertThat(pairs)
                .contains(new Pair("zk-E", "zk-C"), new Pair("clients-W", "n1"), new Pair("n1", "ctl-W"))
                .doesNotContain(new Pair("zk-E", "n1"), new Pair("clients-E", "n2"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_random_minority_of_five_nodes_is_two_against_three(long seed) {
        for (Partition shape : List.of(Partition.MINORITY_MAJORITY, Partition.RANDOM_HALVES)) {
            Set<Pair> pairs = pairs(shape, seed);
            assertThat(pairs).hasSize(12).allMatch(pair -> pairs.contains(pair.reversed()));
            assertThat(NODES.stream().map(node -> hears(node, pairs).size())).containsExactlyInAnyOrder(2, 2, 3, 3, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_bridge_of_five_nodes_is_two_and_two_and_one_that_hears_everyone(long seed) {
        Set<Pair> pairs = pairs(Partition.BRIDGE, seed);
        assertThat(pairs).hasSize(8).allMatch(pair -> pairs.contains(pair.reversed()));
        assertThat(NODES.stream().map(node -> hears(node, pairs).size())).containsExactlyInAnyOrder(3, 3, 3, 3, 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void in_a_ring_of_five_each_hears_three_no_two_the_same_and_all_pairs_are_mutual(long seed) {
        Set<Pair> pairs = pairs(Partition.MAJORITIES_RING, seed);
        assertThat(pairs).hasSize(10).allMatch(pair -> pairs.contains(pair.reversed()));
        assertThat(NODES.stream().map(node -> hears(node, pairs)))
                .doesNotHaveDuplicates()
                .allMatch(heard -> heard.size() == 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 6, 7})
    void in_a_ring_of_any_size_each_hears_the_least_majority_no_two_the_same(int size) {
        List<String> names = java.util.stream.IntStream.rangeClosed(1, size)
                .mapToObj(i -> "m" + i)
                .toList();
        Topology ring = topology(new Region("R", names, 1, 1, true));
        Set<Pair> pairs = Partition.MAJORITIES_RING.pairs(ring, Unit.NODES, Set.of(), new SplittableRandom(1));
        Set<Set<String>> heard = new HashSet<>();
        for (String node : names) {
            Set<String> of = new HashSet<>(names);
            of.removeIf(other -> pairs.contains(new Pair(other, node)));
            assertThat(of).hasSize(size / 2 + 1);
            heard.add(of);
        }
        assertThat(heard).hasSize(size);
    }

    private static Set<String> hears(String node, Set<Pair> pairs) {
        return NODES.stream()
                .filter(from -> !pairs.contains(new Pair(from, node)))
                .collect(Collectors.toSet());
    }

    @Test
    void a_machine_is_a_node_with_the_voters_and_controllers_dealt_to_it_and_clients_stand_with_the_first() {
        assertThat(Unit.MACHINES.of(FIVE).stream().map(PartitionTest::names))
                .containsExactly(
                        Set.of("n1", "zk-R1", "ctl-R", "clients-R"),
                        Set.of("n2", "zk-R2"),
                        Set.of("n3", "zk-R3"),
                        Set.of("n4"),
                        Set.of("n5"));
    }

    @Test
    void a_primary_isolated_with_its_machine_is_isolated_with_one_voter() {
        Set<Pair> pairs =
                Partition.ISOLATE.pairs(FIVE, Unit.MACHINES, FIVE.named(List.of("n1")), new SplittableRandom(1));
        assertThat(pairs.stream().map(Pair::from).filter(from -> pairs.contains(new Pair(from, "n5"))))
                .containsOnly("n1", "zk-R1", "ctl-R", "clients-R");
    }

    private static Set<String> names(Set<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @ParameterizedTest
    @EnumSource(Partition.class)
    void the_same_seed_draws_the_same_pairs_and_every_shape_cuts_something(Partition shape) {
        String[] targets = shape.aim() == Partition.Aim.PRIMARY ? new String[] {"n1"} : new String[0];
        if (shape == Partition.REGIONS) {
            return;
        }
        assertThat(pairs(shape, 9, targets)).isEqualTo(pairs(shape, 9, targets)).isNotEmpty();
        assertThat(shape.description()).isNotBlank().doesNotContain("\n");
    }
}
