package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Processes end in good order and start again at once. */
final class RestartFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.members("restart");
    }

    @Override
    public String description() {
        return "a process ends in good order (SIGTERM) and is started again at once";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: restart, targets: [E1], for: 10s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new MemberInjection(cluster, strike.members()) {
            private final Map<String, Optional<String>> before = new ConcurrentHashMap<>();

            @Override
            void inject(Member member) {
                before.put(member.name(), cluster.site().incarnation(member.name()));
                cluster.site().stop(member.name());
                Restarts.startAnew(cluster, member.name());
            }

            @Override
            public boolean happensOnce() {
                return true;
            }

            @Override
            void heal(Member member) {
                Restarts.start(cluster, member.name());
            }

            @Override
            Optional<String> leak(Member member) {
                Optional<String> now = cluster.site().incarnation(member.name());
                return now.isEmpty() || now.equals(before.get(member.name()))
                        ? Optional.of(member.name() + " was not started anew")
                        : Optional.empty();
            }
        };
    }
}
