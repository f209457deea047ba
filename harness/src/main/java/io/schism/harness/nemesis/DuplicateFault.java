package io.schism.harness.nemesis;

import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.scenario.Settings;
import java.util.Optional;

/** Packets arrive twice. */
final class DuplicateFault implements ShapeFault {
    @Override
    public FaultForm form() {
        return FaultForm.pairs("duplicate", Setting.percent("share", "30%", "of the packets that arrive twice"));
    }

    @Override
    public String description() {
        return "a share of the packets that members send each other arrives twice";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: duplicate, sides: [[E], [W]], share: 30%, for: 30s}";
    }

    @Override
    public Feature feature() {
        return Feature.PACKET_DUPLICATION;
    }

    @Override
    public Shape shape(Settings settings) {
        return Shape.ofDuplication(settings.share("share"));
    }

    @Override
    public Look look(Settings settings) {
        return new Twice(new LossFault.Lost(settings.share("share")).probes());
    }

    /** One copy shows it; none of very many probes shows that it is gone. */
    record Twice(int probes) implements Look {
        @Override
        public Optional<String> leak(Network network, Pair pair, Shape others) {
            Optional<Arrivals> sent = network.send(pair, probes);
            if (sent.isEmpty()) {
                return Optional.of(pair + " could not be asked");
            }
            return sent.filter(arrivals -> arrivals.copies() == 0)
                    .map(arrivals -> "none of " + probes + " probes of " + pair + " came twice");
        }

        @Override
        public Optional<String> remains(Network network, Pair pair, Shape others) {
            Optional<Arrivals> arrivals = network.send(pair, probes);
            if (arrivals.isEmpty()) {
                return Optional.of(pair + " could not be asked");
            }
            return arrivals.filter(a -> a.copies() > 0)
                    .map(a -> a.copies() + " of " + probes + " probes of " + pair + " still came twice");
        }
    }
}
