package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Settings;
import io.schism.harness.scenario.Step;
import io.schism.harness.scenario.Target;
import io.schism.harness.scenario.Variant;
import io.schism.harness.yaml.Place;
import io.schism.histories.edn.Keyword;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cut makes of its probes. The network is a stand-in that answers as told. */
class CutFaultTest {
    private final Map<Pair, Reach> reaches = new ConcurrentHashMap<>();
    private final Map<Pair, Integer> asked = new ConcurrentHashMap<>();
    private volatile Reach otherwise = Reach.CLOSED;
    private final Variant variant = Library.variant(Library.scenario("github-2018"), "D");
    private final Cluster cluster = new Cluster(site(), variant.topology(), variant.service(), 1, 1);
    private final Injection cut =
            new CutFault().aim(cluster, Aiming.in(cluster, 1, List.of()).at(step(), FaultForm.pairs("cut"), 1));

    private static Step step() {
        return new Step(
                "cut",
                Duration.ZERO,
                Duration.ofSeconds(1),
                new Target.Sides(List.of(List.of("E"), List.of("W"))),
                Settings.NONE,
                new Place(Path.of("plan.yml"), 1, 1));
    }

    @BeforeEach
    void inject() {
        cut.inject();
    }

    @Test
    void a_cut_is_whole_when_no_pair_gets_through() {
        assertThat(cut.leak()).isEmpty();
    }

    @Test
    void one_pair_that_gets_through_is_a_leak() {
        reaches.put(new Pair("W1", "E1"), Reach.OPEN);
        assertThat(cut.leak()).hasValue("W1->E1 let a connection through");
    }

    @Test
    void a_pair_that_nobody_could_try_is_no_proof_of_a_cut() {
        reaches.put(new Pair("E1", "W1"), Reach.NOT_TRIED);
        assertThat(cut.leak()).hasValue("E1 could not be asked about E1->W1");
        assertThat(asked.get(new Pair("E1", "W1"))).as("times asked").isGreaterThan(1);
        assertThat(asked.get(new Pair("W1", "E1"))).isEqualTo(1);
    }

    @Test
    void a_member_that_another_fault_has_silenced_need_not_answer() {
        reaches.put(new Pair("E1", "W1"), Reach.NOT_TRIED);
        cluster.silenced().add(List.of("E1"));
        assertThat(cut.leak()).isEmpty();
        cluster.silenced().remove(List.of("E1"));
        assertThat(cut.leak()).isPresent();
    }

    @Test
    void a_cut_that_only_others_hide_is_not_seen_and_is_once_one_pair_answers() {
        Set<String> east = cluster.topology().members().stream()
                .map(Member::name)
                .filter(name -> name.endsWith("E") || name.startsWith("E"))
                .collect(Collectors.toSet());
        cluster.silenced().add(east);
        assertThat(cut.leak()).isEmpty();
        assertThat(cut.isSeen()).isFalse();
        cluster.silenced().remove(Set.of("E1"));
        assertThat(cut.leak()).isEmpty();
        assertThat(cut.isSeen()).isTrue();
        assertThat(told("not-seen-hit"))
                .contains(List.of("E2", "W1"))
                .doesNotContain(List.of("E1", "W1"))
                .hasSizeLessThan(told("pairs").size());
    }

    @Test
    void a_heal_that_another_cut_hides_says_of_which_pairs_it_was_not_seen() {
        cluster.cuts().cut(Set.of(new Pair("W1", "E1")));
        cut.heal();
        otherwise = Reach.OPEN;
        assertThat(cut.remains()).isEmpty();
        assertThat(told("not-seen-whole")).containsExactly(List.of("W1", "E1"));
        cluster.cuts().heal(Set.of(new Pair("W1", "E1")));
        assertThat(cut.remains()).isEmpty();
        assertThat(cut.describe()).doesNotContainKey(Keyword.of("not-seen-whole"));
    }

    private List<List<String>> told(String key) {
        return ((List<?>) cut.describe().get(Keyword.of(key)))
                .stream()
                        .map(pair ->
                                ((List<?>) pair).stream().map(String::valueOf).toList())
                        .toList();
    }

    @Test
    void a_heal_is_whole_when_every_pair_gets_through_again() {
        cut.heal();
        assertThat(cut.remains()).isPresent();
        otherwise = Reach.OPEN;
        reaches.put(new Pair("W1", "E1"), Reach.NOT_TRIED);
        assertThat(cut.remains()).hasValue("W1->E1 lets no connection through");
        cluster.silenced().add(List.of("E1"));
        assertThat(cut.remains()).as("to a member that is silenced").isEmpty();
        cluster.silenced().remove(List.of("E1"));
        assertThat(cut.remains()).isPresent();
        reaches.clear();
        assertThat(cut.remains()).isEmpty();
    }

    @Test
    void a_heal_is_whole_when_every_pair_got_through_once_though_never_all_of_them_at_the_same_time() {
        cut.heal();
        otherwise = Reach.OPEN;
        reaches.put(new Pair("W1", "E1"), Reach.CLOSED);
        assertThat(cut.remains()).isPresent();
        reaches.put(new Pair("W1", "E1"), Reach.OPEN);
        reaches.put(new Pair("E1", "W1"), Reach.CLOSED);
        assertThat(cut.remains()).isEmpty();
    }

    /** A place without processes, whose network is the stand-in. */
    private Site site() {
        return new StandInNetwork() {
            @Override
            public void cut(Set<Pair> pairs) {}

            @Override
            public Reach probe(Pair pair, Duration timeout) {
                asked.merge(pair, 1, Integer::sum);
                return reaches.getOrDefault(pair, otherwise);
            }
        }.site();
    }
}
