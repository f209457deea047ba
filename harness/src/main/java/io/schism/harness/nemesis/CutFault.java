package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Shape;
import io.schism.harness.scenario.FaultForm;

/** Members on different sides cannot reach each other, in either direction. */
final class CutFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.pairs("cut");
    }

    @Override
    public String description() {
        return "members on different sides cannot reach each other";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: cut, sides: [[E], [C, W]], for: 43s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new CutInjection(
                cluster.site().network(),
                cluster.cuts(),
                strike.pairs(),
                cluster.silenced()::maybeMute,
                pair -> cluster.shapes()
                        .inForce()
                        .getOrDefault(pair, Shape.NONE)
                        .reset());
    }
}
