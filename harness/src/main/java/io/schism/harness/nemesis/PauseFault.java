package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.scenario.Step;

/** Every thread of a process stands still, as in a long GC pause. */
final class PauseFault implements Fault {
    @Override
    public String name() {
        return "pause";
    }

    @Override
    public String description() {
        return "every thread of a process stands still, as in a long GC pause";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: pause, targets: [E1], for: 10s}";
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
                targets().forEach(m -> cluster().site().pause(m.name()));
            }

            @Override
            public void heal() {
                targets().forEach(m -> cluster().site().resume(m.name()));
            }
        };
    }
}
