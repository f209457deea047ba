package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;

/** Every ZooKeeper is killed at once, and all are started again when healed. */
final class EnsembleDownFault implements Fault {
    private static final ProcessFault KILL = new ProcessFault("ensemble-down", "", Site::kill, ProcessFault.State.DOWN);

    @Override
    public FaultForm form() {
        return FaultForm.whole(KILL.name());
    }

    @Override
    public String description() {
        return "every ZooKeeper is killed, and all are started again when healed";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: ensemble-down, for: 10s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return KILL.aim(
                cluster,
                new Strike(
                        strike.pairs(),
                        cluster.topology().members(Member.Kind.ZOOKEEPER),
                        strike.settings(),
                        strike.lasts(),
                        strike.seed()));
    }
}
