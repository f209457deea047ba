package io.schism.harness.nemesis;

import io.schism.harness.cluster.Arrivals;
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

/** Single packets get lost. */
final class LossFault implements ShapeFault {
    @Override
    public FaultForm form() {
        return FaultForm.pairs("loss", Setting.percent("share", "30%", "of the packets that get lost"));
    }

    @Override
    public String description() {
        return "a share of what members send each other gets lost";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: loss, sides: [[E], [W]], share: 30%, for: 30s}";
    }

    @Override
    public Feature feature() {
        return Feature.PACKET_LOSS;
    }

    @Override
    public Shape shape(Settings settings) {
        return Shape.ofLoss(settings.share("share"));
    }

    @Override
    public Look look(Settings settings) {
        return new Lost(settings.share("share"));
    }

    /** One lost probe shows it; none of very many shows that it is gone. */
    record Lost(double share) implements Look {
        /** How often chance may show a loss that is still there as gone, or one that holds as absent. */
        static final double CERTAINTY = 1e-6;

        private static final Duration PATIENCE = Duration.ofMillis(300);
        private static final int FIRST = 8;
        private static final int FEWEST = 20;
        private static final int MOST = 2000;

        /** So many that it would be a wonder if none was lost. */
        int probes() {
            double enough = share >= 1 ? 1 : Math.log(CERTAINTY) / Math.log1p(-share);
            return (int) Math.max(FEWEST, Math.min(MOST, Math.ceil(enough)));
        }

        /** A few at first: more only as long as none is lost. Where all are lost nothing connects. */
        @Override
        public Optional<String> leak(Network network, Pair pair, Shape others) {
            if (share >= 1) {
                Reach reach = network.probe(pair, PATIENCE);
                return reach == Reach.CLOSED ? Optional.empty() : Optional.of(pair + " is " + reach);
            }
            int enough = probes();
            int sent = 0;
            for (int next = FIRST; sent < enough; next *= 2) {
                Optional<Arrivals> arrivals = network.send(pair, next);
                if (arrivals.isEmpty()) {
                    return Optional.of(pair + " could not be asked");
                }
                if (arrivals.get().loss() > 0) {
                    return Optional.empty();
                }
                sent += next;
            }
            return Optional.of(pair + " lost none of " + sent + " probes");
        }

        @Override
        public Optional<String> remains(Network network, Pair pair, Shape others) {
            Optional<Arrivals> arrivals = network.send(pair, probes());
            if (arrivals.isEmpty()) {
                return Optional.of(pair + " could not be asked");
            }
            return arrivals.filter(a -> a.loss() > 0)
                    .map(a -> pair + " still loses " + (a.sent() - a.arrived()) + " of " + a.sent() + " probes");
        }
    }
}
