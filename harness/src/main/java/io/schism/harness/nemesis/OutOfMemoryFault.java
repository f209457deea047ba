package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Optional;

/** The kernel ends a process because it asks for more memory than it may have. */
final class OutOfMemoryFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.members("out-of-memory");
    }

    @Override
    public String description() {
        return "a process asks for more memory than it may have, and the kernel ends it; it is started again when healed";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: out-of-memory, targets: [E1], for: 10s}";
    }

    @Override
    public Optional<String> unavailable(Backend backend) {
        return backend.lacks(Feature.MEMORY_LIMIT);
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new MemberInjection(cluster, strike.members()) {
            private static final long LEFT = 16L << 20;
            private static final long WANTED = 80L << 20;
            private static final Duration PATIENCE = Duration.ofSeconds(10);
            private static final Duration LOOK = Duration.ofMillis(50);

            @Override
            void inject(Member member) {
                ProcessFault.State.DOWN.take(cluster, member.name(), this);
                if (cluster.hasAgent(member.name())) {
                    cluster.site().limitMemory(member.name(), LEFT);
                    // Ends without an answer, where all goes as it should.
                    agent(member).ask("hoard " + WANTED, PATIENCE);
                    Pause.until(() -> hasEnded(member), PATIENCE, LOOK);
                } else {
                    Pause.until(() -> hasEnded(member) || endedSqueezed(member), PATIENCE, LOOK);
                }
            }

            private boolean hasEnded(Member member) {
                return !cluster.site().isRunning(member.name());
            }

            /** It asks for more by itself, sooner or later. */
            private boolean endedSqueezed(Member member) {
                cluster.site().squeezeMemory(member.name());
                return hasEnded(member);
            }

            @Override
            void heal(Member member) {
                cluster.site().freeMemory(member.name());
                ProcessFault.State.DOWN.letGo(cluster, member.name(), this);
            }

            @Override
            Optional<String> leak(Member member) {
                if (!hasEnded(member)) {
                    return Optional.of(member.name() + " still runs");
                }
                return cluster.site().ranOutOfMemory(member.name())
                        ? Optional.empty()
                        : Optional.of(member.name() + " ended, yet not for want of memory");
            }
        };
    }
}
