package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.zookeeper.Crowd;
import io.schism.harness.zookeeper.Voter;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ZooKeepers have as many connections as they take: those open stay, and whoever must connect anew is refused. */
final class ConnectionLimitFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.members("connection-limit").hitting(Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "ZooKeepers have all the connections that they take (400), and refuse new ones";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: connection-limit, targets: [zk-E], for: 10s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Full(new Voters(cluster), strike, new ArrayList<>());
    }

    private record Full(Voters voters, Strike strike, List<Crowd> crowds) implements Injection {
        private static final Duration LIMIT = Duration.ofSeconds(10);
        private static final Duration BETWEEN = Duration.ofMillis(100);
        private static final int TRIES = 20;

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
            told.put(Keyword.of("nodes"), strike.names());
            told.put(
                    Keyword.of("connections"),
                    crowds.stream().map(crowd -> (long) crowd.size()).toList());
            return told;
        }

        @Override
        public void inject() {
            voters.hit(strike).forEach(voter -> crowds.add(Crowd.gather(voter)));
            Pause.until(() -> voters.hit(strike).stream().noneMatch(Voter::takesConnections), LIMIT, BETWEEN);
        }

        @Override
        public void heal() {
            crowds.forEach(Crowd::close);
        }

        /** One that gets in as others are closed for their age is no leak; who gets in every time is. */
        @Override
        public Optional<String> leak() {
            return voters.hit(strike).stream()
                    .filter(voter -> !refuses(voter))
                    .map(voter -> voter.name() + " takes new connections")
                    .findFirst();
        }

        private static boolean refuses(Voter voter) {
            return Pause.until(() -> !voter.takesConnections(), BETWEEN.multipliedBy(TRIES), BETWEEN);
        }

        @Override
        public Optional<String> remains() {
            return voters.hit(strike).stream()
                    .filter(voter -> !voter.takesConnections())
                    .map(voter -> voter.name() + " takes no connection")
                    .findFirst();
        }
    }
}
