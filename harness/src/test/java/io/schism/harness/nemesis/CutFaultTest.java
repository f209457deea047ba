package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Cluster;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
