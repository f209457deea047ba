package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.Settings;
import io.schism.harness.scenario.Variant;
import io.schism.histories.edn.Keyword;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Delays that overlap with each other, with cuts and with silenced members. The network is a stand-in that delays as told. */
class ShapeInjectionTest {
    private static final Pair THERE = new Pair("E1", "W1");
    private static final Pair ELSEWHERE = new Pair("E2", "W2");

    private volatile Map<Pair, Shape> shapes = Map.of();
    private volatile boolean stuck;
    private final Variant variant = Library.variant(Library.scenario("github-2018"), "D");
    private final Cluster cluster = new Cluster(site(), variant.topology(), variant.service(), 1, 1);

    private Site site() {
        return new StandInNetwork() {
            @Override
            public void cut(Set<Pair> pairs) {}

            @Override
            public void shape(Map<Pair, Shape> all) {
                shapes = stuck ? shapes : Map.copyOf(all);
            }

            @Override
            public Reach probe(Pair pair, Duration timeout) {
                return Reach.OPEN;
            }

            @Override
            public Optional<Duration> roundTrip(Pair pair, Duration timeout) {
                return Optional.of(Duration.ofMillis(2).plus(delay(pair)).plus(delay(pair.reversed())));
            }

            private Duration delay(Pair pair) {
                return shapes.getOrDefault(pair, Shape.NONE).delay();
            }
        }.site();
    }

    private Injection delay(Pair... pairs) {
        return new DelayFault()
                .aim(
                        cluster,
                        new Strike(
                                Set.of(pairs),
                                List.of(),
                                new Settings(Map.of("by", "100ms", "jitter", "0s")),
                                Duration.ofSeconds(1),
                                1));
    }

    private static void inject(Injection injection) {
        injection.lookBefore();
        injection.inject();
    }

    @Test
    void two_delays_of_one_pair_the_first_is_healed_first_the_second_holds_and_both_are_seen_to_go() {
        Injection first = delay(THERE);
        Injection second = delay(THERE);
        inject(first);
        inject(second);
        assertThat(first.leak()).isEmpty();
        assertThat(second.leak()).isEmpty();
        first.heal();
        assertThat(first.remains()).isEmpty();
        assertThat(first.describe()).doesNotContainKey(Keyword.of("not-seen-whole"));
        assertThat(second.leak()).isEmpty();
        second.heal();
        assertThat(second.remains()).isEmpty();
    }

    @Test
    void two_delays_of_one_pair_one_is_not_really_healed_which_is_seen_though_the_other_holds() {
        Injection first = delay(THERE);
        Injection second = delay(THERE);
        inject(first);
        inject(second);
        stuck = true;
        first.heal();
        assertThat(first.remains()).isPresent();
    }

    @Test
    void one_pair_cut_when_the_delay_begins_and_nothing_is_known_of_it_later() {
        cluster.cuts().cut(Set.of(THERE));
        Injection delay = delay(THERE);
        inject(delay);
        cluster.cuts().heal(Set.of(THERE));
        assertThat(delay.leak()).isEmpty();
        assertThat(delay.isSeen()).isFalse();
    }

    @Test
    void two_pairs_one_with_a_silenced_end_the_other_is_enough_and_the_history_tells_which_was_not_seen() {
        cluster.silenced().add(List.of("E1"));
        Injection delay = delay(THERE, ELSEWHERE);
        inject(delay);
        assertThat(delay.leak()).isEmpty();
        assertThat(delay.isSeen()).isTrue();
        assertThat(delay.describe()).containsEntry(Keyword.of("not-seen-hit"), List.of(List.of("E1", "W1")));
    }
}
