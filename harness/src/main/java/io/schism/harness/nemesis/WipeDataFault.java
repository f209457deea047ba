package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.agent.DataChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Members are killed and lose all that they have on disk; healed, they start with nothing. */
final class WipeDataFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.members("wipe-data").hitting(Member.Kind.SERVICE, Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "nodes or ZooKeepers are killed and their data deleted; healed, they start with nothing";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: wipe-data, targets: [zk-W], for: 5s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        Map<String, Object> done = new ConcurrentHashMap<>();
        return new MemberInjection(cluster, strike.members()) {
            @Override
            public Map<Keyword, @Nullable Object> describe() {
                Map<Keyword, @Nullable Object> told = new LinkedHashMap<>(super.describe());
                told.put(Keyword.of("done"), Map.copyOf(done));
                return told;
            }

            @Override
            void inject(Member member) {
                ProcessFault.State.DOWN.take(cluster, member.name(), this);
                cluster.site().kill(member.name());
                done.put(
                        member.name(),
                        cluster.site().change(member.name(), new DataChange(DataChange.Kind.WIPE, strike.seed())));
            }

            @Override
            void heal(Member member) {
                ProcessFault.State.DOWN.letGo(cluster, member.name(), this);
            }

            @Override
            Optional<String> leak(Member member) {
                return ProcessFault.State.DOWN.leak(cluster, member);
            }
        };
    }
}
