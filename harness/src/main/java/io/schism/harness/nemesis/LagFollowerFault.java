package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology.ZooKeeperTimes;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Setting;
import io.schism.harness.scenario.Who;
import io.schism.harness.yaml.Durations;
import io.schism.harness.zookeeper.Voter;
import io.schism.histories.edn.Keyword;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ZooKeepers stay in the ensemble, and apply what is written late. */
final class LagFollowerFault implements Fault {
    private static final Setting LAG = Setting.duration(
            "lag", "800ms", "how long it stands still at a time, four fifths of the time; less than the sync limit");

    /** Voters of an ensemble in which a majority is left to take a write while one stands still. */
    private static final int FEWEST = 3;

    @Override
    public FaultForm form() {
        return FaultForm.members("lag-follower", LAG).hitting(Member.Kind.ZOOKEEPER);
    }

    @Override
    public String description() {
        return "ZooKeeper followers stand still again and again, too briefly to be given up by their leader";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: lag-follower, targets: [zk-W], lag: 800ms, for: 20s}";
    }

    @Override
    public Optional<Futility> futile(Strike strike, Parts parts) {
        ZooKeeperTimes times = parts.topology().zooKeeper();
        Duration limit = times.tick().multipliedBy(times.syncLimit());
        Duration lag = strike.settings().duration(LAG.name());
        if (lag.compareTo(limit) >= 0) {
            return Optional.of(new Futility(
                    "who stands still for " + Durations.write(lag) + " is given up by its leader after "
                            + Durations.write(limit) + " (sync-limit x tick)",
                    "choose a shorter `lag`"));
        }
        if (parts.zkLeader().filter(strike.members()::contains).isPresent()) {
            return Optional.of(new Futility("a leader cannot lag", "aim it at zk-followers, or at one of them"));
        }
        int voters = parts.members(Who.Group.VOTERS).size();
        return voters >= FEWEST
                ? Optional.empty()
                : Optional.of(new Futility(
                        "of " + voters
                                + " ZooKeepers each must have a write before it is done, and none can be late with it",
                        "give the ensemble " + FEWEST + " voters"));
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Lagging(cluster, strike);
    }

    private static final class Lagging implements Injection {
        private final Cluster cluster;
        private final Voters voters;
        private final Strike strike;
        private final Duration lag;
        private final List<LaggingVoter> lagging = new ArrayList<>();
        private final Set<String> silenced = new HashSet<>();

        Lagging(Cluster cluster, Strike strike) {
            this.cluster = cluster;
            this.voters = new Voters(cluster);
            this.strike = strike;
            this.lag = strike.settings().duration(LAG.name());
        }

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
            told.put(Keyword.of("nodes"), strike.names());
            told.put(
                    Keyword.of("lag-ms"),
                    lagging.stream().map(l -> l.measured().toMillis()).toList());
            return told;
        }

        @Override
        public void inject() {
            Voter leader = voters.leader().orElseThrow(() -> new IllegalStateException("ZooKeeper has no leader"));
            for (Voter voter : voters.hit(strike)) {
                if (voter.equals(leader)) {
                    throw new IllegalStateException(voter.name() + " leads: a leader cannot lag");
                }
                silenced.add(voter.name());
                cluster.silenced().add(List.of(voter.name()));
                lagging.add(LaggingVoter.begin(cluster, this, leader, voter, lag));
            }
            lagging.forEach(LaggingVoter::awaitMeasurement);
        }

        @Override
        public void heal() {
            // A heal may be told again, and must not give another fault's members their voice back.
            for (LaggingVoter each : lagging) {
                each.close();
                if (silenced.remove(each.name())) {
                    cluster.silenced().remove(List.of(each.name()));
                }
            }
        }

        @Override
        public Optional<String> leak() {
            return lagging.stream()
                    .map(LaggingVoter::leak)
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        @Override
        public Optional<String> remains() {
            return lagging.stream()
                    .filter(l -> !l.serves())
                    .map(l -> l.name() + " does not follow")
                    .findFirst();
        }
    }
}
