package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.zookeeper.Voter;
import io.schism.harness.zookeeper.Watches;
import io.schism.histories.edn.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ZooKeeper must keep more watches than anybody planned for: it has no limit to refuse them by. */
final class WatchFloodFault implements Fault {
    private static final String METRIC = "watch_count";
    private static final Setting WATCHES = Setting.number("watches", "10000", "how many are set at each target");

    @Override
    public FaultForm form() {
        return FaultForm.members("watch-flood", WATCHES).hitting(Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "thousands of watches are set at ZooKeepers, which know no limit of them";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: watch-flood, targets: [zk-E], watches: 10000, for: 10s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Flood(
                new Voters(cluster),
                strike,
                (int) strike.settings().number(WATCHES.name()),
                new ArrayList<>(),
                new LinkedHashMap<>());
    }

    /** @param before how many watches each had */
    private record Flood(Voters voters, Strike strike, int count, List<Watches> watches, Map<Voter, Long> before)
            implements Injection {
        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
            told.put(Keyword.of("nodes"), strike.names());
            told.put(Keyword.of("watches"), (long) count);
            return told;
        }

        @Override
        public void inject() {
            for (Voter voter : voters.hit(strike)) {
                before.put(voter, voter.metric(METRIC).orElse(0L));
                watches.add(Watches.set(voter, count));
            }
        }

        @Override
        public void heal() {
            watches.forEach(Watches::close);
        }

        @Override
        public Optional<String> leak() {
            return voters.hit(strike).stream()
                    .filter(v -> v.metric(METRIC).filter(n -> n < count).isPresent())
                    .map(v -> v.name() + " has fewer than " + count + " watches")
                    .findFirst();
        }

        @Override
        public Optional<String> remains() {
            return before.keySet().stream()
                    .filter(v -> v.metric(METRIC)
                            .filter(n -> n < before.getOrDefault(v, 0L) + count / 2)
                            .isEmpty())
                    .map(v -> v.name() + " still has the watches")
                    .findFirst();
        }
    }
}
