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
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the faults of the network make of their probes. The network is a stand-in that answers as told. */
class LooksTest {
    private static final Pair PAIR = new Pair("A", "B");

    private final Answers network = new Answers();

    /** Answers that a test sets. */
    private static final class Answers implements Network {
        private Reach reach = Reach.OPEN;
        private Supplier<Optional<Duration>> trip = () -> Optional.of(Duration.ofMillis(2));
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
            return trip.get();
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
        assertThat(look.leak(network, PAIR, Shape.NONE))
                .hasValueSatisfying(text -> assertThat(text).startsWith("A->B lost none of"));
        assertThat(look.remains(network, PAIR, Shape.NONE)).isEmpty();
        network.arrivals = sent -> Optional.of(new Arrivals(sent, sent - 1, 0, 0));
        assertThat(look.leak(network, PAIR, Shape.NONE)).isEmpty();
        assertThat(look.remains(network, PAIR, Shape.NONE)).hasValue("A->B still loses 1 of 39 probes");
        network.arrivals = sent -> Optional.empty();
        assertThat(look.leak(network, PAIR, Shape.NONE)).hasValue("A->B could not be asked");
        assertThat(look.remains(network, PAIR, Shape.NONE)).hasValue("A->B could not be asked");
    }

    @Test
    void loss_of_all_is_seen_by_what_does_not_connect() {
        Look look = new LossFault.Lost(1);
        assertThat(look.leak(network, PAIR, Shape.NONE)).hasValue("A->B is OPEN");
        network.reach = Reach.CLOSED;
        assertThat(look.leak(network, PAIR, Shape.NONE)).isEmpty();
        network.reach = Reach.REFUSED;
        assertThat(look.leak(network, PAIR, Shape.NONE)).hasValue("A->B is REFUSED");
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
        network.trip = () -> Optional.of(Duration.ofMillis(61));
        look.before(network, PAIR, Shape.NONE);
        assertThat(look.leak(network, PAIR, Shape.NONE))
                .hasValue("A->B takes 61 ms there and back, against 61 ms before");
        assertThat(look.remains(network, PAIR, Shape.NONE)).isEmpty();
        network.trip = () -> Optional.of(Duration.ofMillis(150));
        assertThat(look.leak(network, PAIR, Shape.NONE)).isEmpty();
        assertThat(look.remains(network, PAIR, Shape.NONE)).hasValue("A->B still takes 150 ms there and back");
        network.trip = () -> Optional.empty();
        assertThat(look.leak(network, PAIR, Shape.NONE)).hasValue("A->B could not be measured");
    }

    @Test
    void delay_what_others_add_is_taken_off() {
        Shape another = Shape.ofDelay(Duration.ofMillis(100), Duration.ZERO);
        Look look = new DelayFault.Late(Duration.ofMillis(100), Duration.ZERO);
        network.trip = () -> Optional.of(Duration.ofMillis(102));
        look.before(network, PAIR, another);
        assertThat(look.leak(network, PAIR, Shape.NONE))
                .as("the other is healed")
                .isEmpty();
        assertThat(look.leak(network, PAIR, another)).as("the other alone").isPresent();
        assertThat(look.remains(network, PAIR, another)).isEmpty();
        network.trip = () -> Optional.of(Duration.ofMillis(202));
        assertThat(look.remains(network, PAIR, another)).isPresent();
        assertThat(look.tellsFrom(another)).isTrue();
        assertThat(look.tellsFrom(Shape.ofDelay(Duration.ofMillis(100), Duration.ofMillis(1))))
                .isFalse();
        assertThat(look.tellsFrom(Shape.ofLoss(0.1))).isFalse();
    }

    @Test
    void delay_without_a_round_trip_of_the_time_before_nothing_is_known() {
        Look look = new DelayFault.Late(Duration.ofMillis(100), Duration.ZERO);
        assertThat(look.knows(PAIR)).isFalse();
        look.before(network, PAIR, Shape.NONE);
        assertThat(look.knows(PAIR)).isTrue();
        assertThat(look.knows(PAIR.reversed())).isFalse();
    }

    /** One look at a delay that is still there found it gone in 59 of 100, or 75, as long as the best of a few counted. */
    @ParameterizedTest
    @CsvSource({"400, 300", "100, 100", "100, 0", "20, 19"})
    void delay_that_jitters_and_stays_is_never_seen_gone(int by, int jitter) {
        Look look = new DelayFault.Late(Duration.ofMillis(by), Duration.ofMillis(jitter));
        look.before(network, PAIR, Shape.NONE);
        SplittableRandom random = new SplittableRandom(1);
        network.trip = () -> Optional.of(Duration.ofMillis(2 + by - jitter + random.nextInt(2 * jitter + 1)));
        assertThat(IntStream.range(0, 10_000)
                        .filter(i -> look.remains(network, PAIR, Shape.NONE).isEmpty()))
                .isEmpty();
    }

    @Test
    void loss_that_stays_is_never_seen_gone() {
        SplittableRandom random = new SplittableRandom(1);
        network.arrivals = sent -> Optional.of(new Arrivals(
                sent,
                (int) IntStream.range(0, sent)
                        .filter(i -> random.nextDouble() > 0.3)
                        .count(),
                0,
                0));
        Look look = new LossFault.Lost(0.3);
        assertThat(IntStream.range(0, 10_000)
                        .filter(i -> look.remains(network, PAIR, Shape.NONE).isEmpty()))
                .isEmpty();
    }

    @Test
    void rate_what_is_carried_in_no_time_is_a_leak_and_what_takes_its_time_is_not() {
        Look look = new RateFault.Slow(50_000);
        assertThat(look.leak(network, PAIR, Shape.NONE)).isPresent();
        assertThat(look.remains(network, PAIR, Shape.NONE)).isEmpty();
        network.pushed = Optional.of(Duration.ofSeconds(1));
        assertThat(look.leak(network, PAIR, Shape.NONE)).isEmpty();
        assertThat(look.remains(network, PAIR, Shape.NONE)).isPresent();
        network.pushed = Optional.empty();
        assertThat(look.leak(network, PAIR, Shape.NONE))
                .as("slower than expected, yet open")
                .isEmpty();
        network.reach = Reach.NOT_TRIED;
        assertThat(look.leak(network, PAIR, Shape.NONE)).hasValue("A->B could not be asked");
    }

    @Test
    void reset_only_a_refusal_shows_it() {
        Look look = new ResetFault.Refused();
        for (Reach reach : Reach.values()) {
            network.reach = reach;
            assertThat(look.leak(network, PAIR, Shape.NONE).isEmpty())
                    .as(reach.toString())
                    .isEqualTo(reach == Reach.REFUSED);
            assertThat(look.remains(network, PAIR, Shape.NONE).isEmpty())
                    .as(reach.toString())
                    .isEqualTo(reach == Reach.OPEN);
        }
    }

    @Test
    void duplication_and_reordering_one_copy_or_one_overtaken_shows_it() {
        Look twice = new DuplicateFault.Twice(39);
        Look overtaken = new ReorderFault.Overtaken(39);
        for (Look look : Set.of(twice, overtaken)) {
            assertThat(look.leak(network, PAIR, Shape.NONE)).isPresent();
            assertThat(look.remains(network, PAIR, Shape.NONE)).isEmpty();
        }
        network.arrivals = sent -> Optional.of(new Arrivals(sent, sent, 1, 1));
        for (Look look : Set.of(twice, overtaken)) {
            assertThat(look.leak(network, PAIR, Shape.NONE)).isEmpty();
            assertThat(look.remains(network, PAIR, Shape.NONE)).isPresent();
        }
    }
}
