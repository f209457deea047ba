package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A fault that silences processes: in force while none of them answers, and gone when all do.
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
        return new MemberInjection(cluster, strike.members()) {
            @Override
            void inject(Member member) {
                injected.accept(cluster.site(), member.name());
            }

            @Override
            void heal(Member member) {
                healed.accept(cluster.site(), member.name());
            }

            @Override
            Optional<String> leak(Member member) {
                return cluster.answers(member) ? Optional.of(member.name() + " still answers") : Optional.empty();
            }
        };
    }
}
