package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
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
    public FaultForm form() {
        return FaultForm.members(name);
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new ProcessInjection(cluster, strike.members(), this);
    }
}
