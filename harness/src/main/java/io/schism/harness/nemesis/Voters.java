package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.zookeeper.Voter;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cluster's ZooKeeper servers, as faults use them. */
record Voters(Cluster cluster) {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    List<Voter> all() {
        return cluster.topology().members(Member.Kind.ZOOKEEPER).stream()
                .map(this::of)
                .toList();
    }

    Voter of(Member member) {
        return new Voter(member.name(), cluster.site().observe(member.name(), Port.ZK_CLIENT));
    }

    /** Those that serve right now, the leader first. */
    List<Voter> serving() {
        List<Voter> serving = all().stream().filter(Voter::serves).toList();
        if (serving.isEmpty()) {
            throw new IllegalStateException("no ZooKeeper serves");
        }
        return serving.stream()
                .sorted((a, b) -> Boolean.compare(b.leads(), a.leads()))
                .toList();
    }

    /** The leader; waited for where the ensemble has none. */
    Voter leader(Duration patience) {
        Pause.until(() -> leader().isPresent(), patience, BETWEEN);
        return leader().orElseThrow(() -> new IllegalStateException("ZooKeeper has no leader"));
    }

    Optional<Voter> leader() {
        return all().stream().filter(Voter::leads).findFirst();
    }

    /** The ZooKeeper servers that a strike hits. */
    List<Voter> hit(Strike strike) {
        return strike.members().stream().map(this::of).toList();
    }
}
