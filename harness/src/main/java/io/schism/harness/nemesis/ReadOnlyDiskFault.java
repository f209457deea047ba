package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import io.schism.workloads.agent.DataChange;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Optional;

/** Members come back from a kill with a folder of data that they cannot write to. */
final class ReadOnlyDiskFault implements Fault {
    private static final Duration REACTION = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    @Override
    public FaultForm form() {
        return FaultForm.members("disk-read-only").hitting(Member.Kind.SERVICE, Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "nodes or ZooKeepers are killed and started again on data that they cannot write";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: disk-read-only, targets: [E2], for: 10s}";
    }

    @Override
    public Optional<String> unavailable(Backend backend) {
        return backend.lacks(Feature.READ_ONLY_DATA);
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        Site site = cluster.site();
        return new MemberInjection(cluster, strike.members()) {
            @Override
            void inject(Member member) {
                site.kill(member.name());
                site.change(member.name(), new DataChange(DataChange.Kind.LOCK, strike.seed()));
                Restarts.startAnew(cluster, member.name());
            }

            @Override
            void heal(Member member) {
                site.kill(member.name());
                site.change(member.name(), new DataChange(DataChange.Kind.UNLOCK, strike.seed()));
                Restarts.start(cluster, member.name());
            }

            @Override
            Optional<String> leak(Member member) {
                // One that serves has written, or needs not write: either way the fault has not reached it.
                boolean ended =
                        Pause.until(() -> !site.isRunning(member.name()) || cluster.answers(member), REACTION, BETWEEN);
                return ended && !cluster.answers(member)
                        ? Optional.empty()
                        : Optional.of(member.name() + " runs on data that it cannot write");
            }
        };
    }
}
