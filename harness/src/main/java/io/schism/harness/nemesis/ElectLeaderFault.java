package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.nemesis.ProcessFault.State;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Who;
import io.schism.harness.zookeeper.Voter;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ZooKeeper must elect: its leader stands still until another leads, and goes on at once. */
final class ElectLeaderFault implements Fault {
    /** Voters of an ensemble in which a majority is left when one stands still. */
    private static final int FEWEST = 3;

    @Override
    public FaultForm form() {
        return FaultForm.whole("elect-leader");
    }

    @Override
    public String description() {
        return "ZooKeeper's leader stands still until another is elected, once";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: elect-leader, for: 5s}";
    }

    @Override
    public Optional<Futility> futile(Strike strike, Parts parts) {
        int voters = parts.members(Who.Group.VOTERS).size();
        return voters >= FEWEST
                ? Optional.empty()
                : Optional.of(new Futility(
                        "while one of " + voters
                                + " ZooKeepers stands still, the rest are no majority that could elect",
                        "give the ensemble " + FEWEST + " voters"));
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Election(cluster, new Voters(cluster), strike.lasts());
    }

    private static final class Election implements Injection {
        private static final Duration LIMIT = Duration.ofSeconds(30);
        private static final Duration BETWEEN = Duration.ofMillis(20);

        private final Cluster cluster;
        private final Voters voters;

        /** How long an ensemble without a leader is given to have one. */
        private final Duration patience;

        private String deposed = "";
        private String elected = "";
        private long epochBefore;

        Election(Cluster cluster, Voters voters, Duration patience) {
            this.cluster = cluster;
            this.voters = voters;
            this.patience = patience;
        }

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            Map<Keyword, @Nullable Object> told = new LinkedHashMap<>();
            told.put(Keyword.of("deposed"), deposed);
            told.put(Keyword.of("elected"), elected);
            return told;
        }

        @Override
        public void inject() {
            Voter leader = voters.leader(patience);
            epochBefore = epoch(leader);
            deposed = leader.name();
            List<String> silenced = List.of(deposed);
            cluster.silenced().add(silenced);
            State.STILL.take(cluster, deposed, this);
            try {
                cluster.site().pause(deposed);
                if (!Pause.until(this::isAnotherElected, LIMIT, BETWEEN)) {
                    throw new IllegalStateException("no other ZooKeeper leads within " + LIMIT.toSeconds() + " s after "
                            + deposed + " stood still");
                }
            } finally {
                State.STILL.letGo(cluster, deposed, this);
                cluster.silenced().remove(silenced);
            }
        }

        private boolean isAnotherElected() {
            Optional<Voter> leader = voters.all().stream()
                    .filter(v -> !v.name().equals(deposed))
                    .filter(Voter::leads)
                    .findFirst();
            leader.ifPresent(l -> elected = l.name());
            return leader.isPresent();
        }

        /** Of the leader that gave its last transaction. */
        private static long epoch(Voter voter) {
            return voter.zxid().orElse(0L) >>> Integer.SIZE;
        }

        @Override
        public boolean happensOnce() {
            return true;
        }

        @Override
        public void heal() {}

        @Override
        public Optional<String> leak() {
            // The old leader may say that it leads until it has heard of the new one; nobody leading proves nothing.
            List<Voter> leaders = voters.all().stream().filter(Voter::leads).toList();
            boolean deposedLeadsAlone = !leaders.isEmpty()
                    && leaders.stream().allMatch(l -> l.name().equals(deposed) && epoch(l) <= epochBefore);
            return deposedLeadsAlone ? Optional.of(deposed + " still leads epoch " + epochBefore) : Optional.empty();
        }

        @Override
        public Optional<String> remains() {
            return voters.all().stream()
                    .filter(v -> v.name().equals(deposed))
                    .filter(v -> !v.serves())
                    .map(v -> v.name() + " serves not again")
                    .findFirst();
        }
    }
}
