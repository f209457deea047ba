package io.schism.harness.nemesis;

import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.scenario.Settings;
import java.time.Duration;
import java.util.Optional;

/** A path carries so many bytes a second and no more. */
final class RateFault implements ShapeFault {
    private static final int KILO = 1000;

    @Override
    public FaultForm form() {
        return FaultForm.pairs("rate", Setting.number("limit", "100", "thousand bytes a second, of each direction"));
    }

    @Override
    public String description() {
        return "the path between members carries so many bytes a second and no more";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: rate, sides: [[E], [W]], limit: 20, for: 30s}";
    }

    @Override
    public Feature feature() {
        return Feature.RATE_LIMIT;
    }

    private static long bytesPerSecond(Settings settings) {
        return Math.max(1, Math.round(settings.number("limit") * KILO));
    }

    @Override
    public Shape shape(Settings settings) {
        return Shape.ofRate(bytesPerSecond(settings));
    }

    @Override
    public Look look(Settings settings) {
        return new Slow(bytesPerSecond(settings));
    }

    /** Pushes what the path would carry in a moment, and looks how long it takes. */
    record Slow(long bytesPerSecond) implements Look {
        /** What a path may let through at once before it limits. */
        private static final int BURST = 24 * 1024;

        private static final double MOMENT = 0.4;
        private static final Duration PATIENCE = Duration.ofSeconds(2);

        private int bytes() {
            return (int) Math.min(1 << 26, BURST + Math.round(bytesPerSecond * (MOMENT + 0.25)));
        }

        private Optional<Duration> push(Network network, Pair pair) {
            double longest = 3.0 * bytes() / bytesPerSecond + 2;
            return network.push(pair, bytes(), Duration.ofMillis(Math.round(longest * 1000)));
        }

        @Override
        public Optional<String> leak(Network network, Pair pair, Shape others) {
            Optional<Duration> pushed = push(network, pair);
            if (pushed.isEmpty() && network.probe(pair, PATIENCE) != Reach.OPEN) {
                return Optional.of(pair + " could not be asked");
            }
            return pushed.filter(taken -> taken.toMillis() < 0.8 * MOMENT * 1000)
                    .map(taken -> pair + " carried " + bytes() + " bytes in " + taken.toMillis() + " ms");
        }

        @Override
        public Optional<String> remains(Network network, Pair pair, Shape others) {
            Optional<Duration> taken = push(network, pair);
            if (taken.isEmpty()) {
                return Optional.of(pair + " did not carry " + bytes() + " bytes in time");
            }
            return taken.filter(t -> t.toMillis() > 0.8 * MOMENT * 1000)
                    .map(t -> pair + " still takes " + t.toMillis() + " ms for " + bytes() + " bytes");
        }
    }
}
