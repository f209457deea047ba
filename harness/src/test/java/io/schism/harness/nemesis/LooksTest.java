package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What the faults of the network make of their probes. The network is a stand-in that answers as told. */
class LooksTest {
    private static final Pair PAIR = new Pair("A", "B");

    private final Answers network = new Answers();

    /** Answers that a test sets. */
    private static final class Answers implements Network {
        private Reach reach = Reach.OPEN;
        private Optional<Duration> trip = Optional.of(Duration.ofMillis(2));
        private Optional<Duration> pushed = Optional.of(Duration.ofMillis(3));
        private IntFunction<Optional<Arrivals>> arrivals = sent -> Optional.of(new Arrivals(sent, sent, 0, 0));

        @Override
        public void cut(Set<Pair> pairs) {}

        @Override
        public void shape(Map<Pair, Shape> shapes) {}

        @Override
        public Reach probe(Pair pair, Duration timeout) {
            return reach;
        }

        @Override
        public Optional<Duration> roundTrip(Pair pair, Duration timeout) {
            return trip;
        }

        @Override
        public Optional<Arrivals> send(Pair pair, int probes) {
            return arrivals.apply(probes);
        }

        @Override
        public Optional<Duration> push(Pair pair, int bytes, Duration timeout) {
            return pushed;
        }

        @Override
        public String roundTrips() {
            return "none";
        }
    }

    @Test
    void loss_none_lost_of_many_is_a_leak_one_lost_is_not_and_nobody_to_ask_is_no_proof() {
        Look look = new LossFault.Lost(0.3);
        assertThat(look.leak(network, PAIR))
                .hasValueSatisfying(text -> assertThat(text).startsWith("A->B lost none of"));
        assertThat(look.remains(network, PAIR)).isEmpty();
        network.arrivals = sent -> Optional.of(new Arrivals(sent, sent - 1, 0, 0));
        assertThat(look.leak(network, PAIR)).isEmpty();
        network.arrivals = sent -> Optional.of(new Arrivals(sent, sent * 7 / 10, 0, 0));
        assertThat(look.remains(network, PAIR)).isPresent();
        network.arrivals = sent -> Optional.empty();
        assertThat(look.leak(network, PAIR)).hasValue("A->B could not be asked");
        assertThat(look.remains(network, PAIR)).hasValue("A->B could not be asked");
    }

    @Test
    void loss_the_rarer_the_more_probes_so_that_none_lost_is_never_chance() {
        assertThat(new LossFault.Lost(0.3).probes()).isEqualTo(39);
        assertThat(new LossFault.Lost(0.01).probes()).isEqualTo(1375);
        assertThat(new LossFault.Lost(1).probes()).isEqualTo(20);
    }

    @Test
    void delay_is_measured_against_the_round_trip_before() {
        Look look = new DelayFault.Late(Duration.ofMillis(100), Duration.ofMillis(20));
        network.trip = Optional.of(Duration.ofMillis(61));
        look.before(network, PAIR);
        assertThat(look.leak(network, PAIR)).hasValue("A->B takes 61 ms there and back, against 61 ms before");
        assertThat(look.remains(network, PAIR)).isEmpty();
        network.trip = Optional.of(Duration.ofMillis(150));
        assertThat(look.leak(network, PAIR)).isEmpty();
        assertThat(look.remains(network, PAIR)).hasValue("A->B still takes 150 ms there and back");
        network.trip = Optional.empty();
        assertThat(look.leak(network, PAIR)).hasValue("A->B could not be measured");
    }

    @Test
    void rate_what_is_carried_in_no_time_is_a_leak_and_what_takes_its_time_is_not() {
        Look look = new RateFault.Slow(50_000);
        assertThat(look.leak(network, PAIR)).isPresent();
        assertThat(look.remains(network, PAIR)).isEmpty();
        network.pushed = Optional.of(Duration.ofSeconds(1));
        assertThat(look.leak(network, PAIR)).isEmpty();
        assertThat(look.remains(network, PAIR)).isPresent();
        network.pushed = Optional.empty();
        assertThat(look.leak(network, PAIR))
                .as("slower than expected, yet open")
                .isEmpty();
        network.reach = Reach.NOT_TRIED;
        assertThat(look.leak(network, PAIR)).hasValue("A->B could not be asked");
    }

    @Test
    void reset_only_a_refusal_shows_it() {
        Look look = new ResetFault.Refused();
        for (Reach reach : Reach.values()) {
            network.reach = reach;
            assertThat(look.leak(network, PAIR).isEmpty()).as(reach.toString()).isEqualTo(reach == Reach.REFUSED);
            assertThat(look.remains(network, PAIR).isEmpty())
                    .as(reach.toString())
                    .isEqualTo(reach == Reach.OPEN);
        }
    }

    @Test
    void duplication_and_reordering_one_copy_or_one_overtaken_shows_it() {
        Look twice = new DuplicateFault.Twice(39);
        Look overtaken = new ReorderFault.Overtaken(39);
        for (Look look : Set.of(twice, overtaken)) {
            assertThat(look.leak(network, PAIR)).isPresent();
            assertThat(look.remains(network, PAIR)).isEmpty();
        }
        network.arrivals = sent -> Optional.of(new Arrivals(sent, sent, 1, 1));
        for (Look look : Set.of(twice, overtaken)) {
            assertThat(look.leak(network, PAIR)).isEmpty();
            assertThat(look.remains(network, PAIR)).isPresent();
        }
    }
}
