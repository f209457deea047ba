package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.scenario.Step;

/** A process ends at once (SIGKILL) and is started again when healed. */
final class KillFault implements Fault {
    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String description() {
        return "a process ends at once (SIGKILL) and is started again when healed";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: kill, targets: [E1], for: 10s}";
    }

    @Override
    public boolean ofNetwork() {
        return false;
    }

    @Override
    public Injection aim(Cluster cluster, Step step) {
        return new ProcessInjection(cluster, step) {
            @Override
            public void inject() {
                targets().forEach(m -> cluster().site().kill(m.name()));
            }

            @Override
            public void heal() {
                targets().forEach(m -> cluster().site().restart(m.name()));
            }
        };
    }
}
