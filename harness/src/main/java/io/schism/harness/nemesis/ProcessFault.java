package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A fault that silences processes: in force while none of them runs, or answers, and gone when all do.
 *
 * @param injected what the site does to a member by name
 * @param state what that makes of it
 */
record ProcessFault(String name, String description, BiConsumer<Site, String> injected, State state) implements Fault {
    /** What faults keep a member in; it leaves it when the last of them is healed. */
    enum State {
        /** It does not run. */
        DOWN {
            @Override
            void leave(Cluster cluster, String member) {
                Restarts.start(cluster, member);
            }

            /** {@inheritDoc} One that is started again does not answer at once. */
            @Override
            Optional<String> leak(Cluster cluster, Member member) {
                return cluster.site().isRunning(member.name())
                        ? Optional.of(member.name() + " runs")
                        : super.leak(cluster, member);
            }
        },
        /** It runs, and does nothing. */
        STILL {
            @Override
            void leave(Cluster cluster, String member) {
                cluster.site().resume(member);
                cluster.site().sigcont(member);
            }
        };

        /** Undoes it, in whatever way it came about; told again it does no harm. */
        abstract void leave(Cluster cluster, String member);

        /** What shows that a member is not in it. */
        Optional<String> leak(Cluster cluster, Member member) {
            return cluster.answers(member) ? Optional.of(member.name() + " still answers") : Optional.empty();
        }

        /** Whether some fault keeps a member in it. */
        boolean isKept(Cluster cluster, String member) {
            return cluster.holds().isHeld(name(), member);
        }

        void take(Cluster cluster, String member, Injection holder) {
            cluster.holds().take(name(), member, holder);
        }

        void letGo(Cluster cluster, String member, Injection holder) {
            if (cluster.holds().letGo(name(), member, holder)) {
                leave(cluster, member);
            }
        }
    }

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
                state.take(cluster, member.name(), this);
                injected.accept(cluster.site(), member.name());
            }

            @Override
            void heal(Member member) {
                state.letGo(cluster, member.name(), this);
            }

            @Override
            Optional<String> leak(Member member) {
                return state.leak(cluster, member);
            }
        };
    }
}
