package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.Step;
import java.util.function.BiConsumer;

/**
 * A fault that silences processes.
 *
 * @param injected what the site does to a member by name
 * @param healed what undoes it
 */
record ProcessFault(String name, String description, BiConsumer<Site, String> injected, BiConsumer<Site, String> healed)
        implements Fault {
    @Override
    public String example() {
        return "{at: 20s, fault: " + name + ", targets: [E1], for: 10s}";
    }

    @Override
    public boolean ofNetwork() {
        return false;
    }

    @Override
    public Injection aim(Cluster cluster, Step step) {
        return new ProcessInjection(
                cluster,
                cluster.topology().named(step.targets()).stream()
                        .filter(m -> m.kind() != Member.Kind.CLIENTS)
                        .toList(),
                this);
    }
}
