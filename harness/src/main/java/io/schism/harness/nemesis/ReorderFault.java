package io.schism.harness.nemesis;

import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.scenario.Settings;
import java.util.Optional;

/** Packets overtake each other. */
final class ReorderFault implements ShapeFault {
    @Override
    public FaultForm form() {
        return FaultForm.pairs(
                "reorder",
                Setting.percent("share", "30%", "of the packets that overtake the others"),
                Setting.duration("by", "20ms", "how much later the others arrive"));
    }

    @Override
    public String description() {
        return "a share of the packets that members send each other overtakes the others";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: reorder, sides: [[E], [W]], share: 30%, by: 20ms, for: 30s}";
    }

    @Override
    public Feature feature() {
        return Feature.PACKET_REORDERING;
    }

    @Override
    public void prepare(Site site) {
        site.prepareDelays();
    }

    @Override
    public Shape shape(Settings settings) {
        return Shape.ofReordering(settings.share("share"), settings.duration("by"));
    }

    @Override
    public Look look(Settings settings) {
        return new Overtaken(new LossFault.Lost(settings.share("share")).probes());
    }

    /** One that comes after a later one shows it; none of very many shows that it is gone. */
    record Overtaken(int probes) implements Look {
        @Override
        public Optional<String> leak(Network network, Pair pair, Shape others) {
            Optional<Arrivals> sent = network.send(pair, probes);
            if (sent.isEmpty()) {
                return Optional.of(pair + " could not be asked");
            }
            return sent.filter(arrivals -> arrivals.overtaken() == 0)
                    .map(arrivals -> "none of " + probes + " probes of " + pair + " was overtaken");
        }

        @Override
        public Optional<String> remains(Network network, Pair pair, Shape others) {
            Optional<Arrivals> arrivals = network.send(pair, probes);
            if (arrivals.isEmpty()) {
                return Optional.of(pair + " could not be asked");
            }
            return arrivals.filter(a -> a.overtaken() > 0)
                    .map(a -> a.overtaken() + " of " + probes + " probes of " + pair + " were still overtaken");
        }
    }
}
