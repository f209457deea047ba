package io.schism.harness.nemesis;

import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.scenario.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** What is sent arrives later. */
final class DelayFault implements ShapeFault {
    @Override
    public FaultForm form() {
        return FaultForm.pairs(
                "delay",
                Setting.duration("by", "100ms", "how much later"),
                Setting.duration("jitter", "0s", "by how much at most longer or shorter, evenly spread")
                        .orNothing());
    }

    @Override
    public String description() {
        return "what members send each other arrives later";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: delay, sides: [[E], [W]], by: 100ms, jitter: 20ms, for: 30s}";
    }

    @Override
    public Feature feature() {
        return Feature.PACKET_DELAY;
    }

    @Override
    public void prepare(Site site) {
        site.prepareDelays();
    }

    @Override
    public Shape shape(Settings settings) {
        return Shape.ofDelay(settings.duration("by"), settings.duration("jitter"));
    }

    @Override
    public Look look(Settings settings) {
        return new Late(settings.duration("by"), settings.duration("jitter"));
    }

    /**
     * The round trip tells, less what other faults add to it: against what it was before, the mean of a few while delayed,
     * and the worst of so many once healed that a delay which is still there would show.
     */
    static final class Late implements Look {
        private static final int FEW = 5;
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        private final Duration by;
        private final Duration jitter;
        private final Map<Pair, Duration> before = new ConcurrentHashMap<>();

        Late(Duration by, Duration jitter) {
            this.by = by;
            this.jitter = jitter;
        }

        @Override
        public void before(Network network, Pair pair, Shape others) {
            trips(network, pair, FEW, others).stream()
                    .min(Duration::compareTo)
                    .ifPresent(trip -> before.put(pair, trip.isNegative() ? Duration.ZERO : trip));
        }

        @Override
        public boolean knows(Pair pair) {
            return before.containsKey(pair);
        }

        /** Only those that came back. */
        private List<Duration> trips(Network network, Pair pair, int count, Shape others) {
            Duration limit = PATIENCE.plus(by).plus(others.delay());
            return IntStream.range(0, count)
                    .mapToObj(i -> network.roundTrip(pair, limit))
                    .flatMap(Optional::stream)
                    .map(trip -> trip.minus(others.delay()))
                    .toList();
        }

        private Duration usual(Pair pair) {
            return before.getOrDefault(pair, Duration.ZERO);
        }

        @Override
        public Optional<String> leak(Network network, Pair pair, Shape others) {
            List<Duration> trips = trips(network, pair, FEW, others);
            if (trips.isEmpty()) {
                return Optional.of(pair + " could not be measured");
            }
            double mean = trips.stream().mapToLong(Duration::toNanos).average().orElse(0);
            // The mean of a few is rarely further from the middle than most of the jitter.
            double spread = 0.8 * jitter.plus(others.jitter()).toNanos();
            double least = usual(pair).toNanos() + 0.9 * by.toNanos() - spread;
            return mean >= least
                    ? Optional.empty()
                    : Optional.of(pair + " takes " + Math.round(mean / 1e6) + " ms there and back, against "
                            + usual(pair).toMillis() + " ms before");
        }

        /** A steady delay of others can be taken off. */
        @Override
        public boolean tellsFrom(Shape others) {
            return others.equals(Shape.ofDelay(others.delay(), Duration.ZERO));
        }

        @Override
        public Optional<String> remains(Network network, Pair pair, Shape others) {
            List<Duration> trips = trips(network, pair, enough(), others);
            if (trips.size() < enough()) {
                return Optional.of(pair + " could not be measured");
            }
            Duration most = usual(pair).plus(by.dividedBy(2));
            return trips.stream()
                    .filter(trip -> trip.compareTo(most) > 0)
                    .findFirst()
                    .map(trip -> pair + " still takes " + trip.toMillis() + " ms there and back");
        }

        /** So many that of trips which are still delayed not all would be short, but once in a million looks. */
        int enough() {
            double shorter = Math.max(0, 0.5 * jitter.toNanos() - 0.25 * by.toNanos())
                    / jitter.plusNanos(1).toNanos();
            double trips = shorter == 0 ? 1 : Math.log(LossFault.Lost.CERTAINTY) / Math.log(shorter);
            return (int) Math.max(FEW, Math.ceil(trips));
        }
    }
}
