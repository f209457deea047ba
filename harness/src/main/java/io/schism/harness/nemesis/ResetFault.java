package io.schism.harness.nemesis;

import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Settings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Connections are answered by RST. */
final class ResetFault implements ShapeFault {
    @Override
    public FaultForm form() {
        return FaultForm.pairs("reset");
    }

    @Override
    public String description() {
        return "connections between members are reset, and new ones refused, whoever of the two opens them";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: reset, sides: [[E], [W]], for: 10s}";
    }

    @Override
    public Feature feature() {
        return Feature.CONNECTION_RESET;
    }

    @Override
    public Shape shape(Settings settings) {
        return Shape.ofReset();
    }

    /** A connection has two directions and one end. */
    @Override
    public Set<Pair> shaped(Set<Pair> aimedAt) {
        Set<Pair> both = new LinkedHashSet<>(aimedAt);
        aimedAt.forEach(pair -> both.add(pair.reversed()));
        return both;
    }

    @Override
    public Look look(Settings settings) {
        return new Refused();
    }

    /** A new connection is refused at once. */
    record Refused() implements Look {
        private static final Duration PATIENCE = Duration.ofSeconds(1);

        @Override
        public Optional<String> leak(Network network, Pair pair, Shape others) {
            return Optional.of(network.probe(pair, PATIENCE))
                    .filter(reach -> reach != Reach.REFUSED)
                    .map(reach -> pair + " was not refused: " + reach);
        }

        @Override
        public Optional<String> remains(Network network, Pair pair, Shape others) {
            return Optional.of(network.probe(pair, PATIENCE))
                    .filter(reach -> reach != Reach.OPEN)
                    .map(reach -> pair + " lets no connection through: " + reach);
        }
    }
}
