package io.schism.workloads.controller;

import io.schism.workloads.coordination.Peer;
import io.schism.workloads.service.Internal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The new epoch is installed first, on nodes that together hold every acknowledged write; only then are positions
 * compared, as an older primary can no longer add to any of these logs. The longest log wins: the highest last epoch,
 * then the highest position. Where its node must not be primary, the one that may fetches from it first.
 */
final class MostCaughtUp implements Promotion {
    private static final Logger log = LoggerFactory.getLogger(MostCaughtUp.class);
    private static final Comparator<Internal.Installed> LENGTH =
            Comparator.comparingLong(Internal.Installed::lastEpoch).thenComparingLong(Internal.Installed::lastPos);

    private final Nodes nodes;
    private final AckSets ackSets;

    MostCaughtUp(Nodes nodes, AckSets ackSets) {
        this.nodes = nodes;
        this.ackSets = ackSets;
    }

    @Override
    public Choice choose(Lost lost) {
        Map<Peer, Internal.Installed> installed = nodes.installEverywhere(lost.nextEpoch());
        if (installed.values().stream().anyMatch(answer -> answer.seen() > lost.nextEpoch())) {
            return new Wait("epoch " + lost.nextEpoch() + " was overtaken");
        }
        Set<String> reached = installed.keySet().stream().map(Peer::node).collect(Collectors.toSet());
        if (!ackSets.metBy(reached)) {
            return new Wait("only " + reached + " are reached: acknowledged writes may be on none of them");
        }
        Map.Entry<Peer, Internal.Installed> best = installed.entrySet().stream()
                .max(Map.Entry.comparingByValue(LENGTH))
                .orElseThrow();
        log.info(
                "epoch {} is installed on {}; the longest log is {}",
                lost.nextEpoch(),
                installed.values(),
                best.getKey().node());
        return longestFirst(installed).stream()
                .filter(candidate -> holdsAll(candidate, installed, best, lost.nextEpoch()))
                .findFirst()
                .<Choice>map(candidate -> new Promote(candidate, "the most caught up"))
                .orElseGet(() -> new Wait(
                        "no promotable node has the log of " + best.getKey().node()));
    }

    /** Those that may be primary, the longest log first, then in the order of the topology. */
    private List<Peer> longestFirst(Map<Peer, Internal.Installed> installed) {
        return installed.entrySet().stream()
                .filter(entry ->
                        entry.getKey().promotable() && !entry.getValue().out())
                .sorted(Map.Entry.comparingByValue(LENGTH.reversed()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean holdsAll(
            Peer candidate,
            Map<Peer, Internal.Installed> installed,
            Map.Entry<Peer, Internal.Installed> best,
            long epoch) {
        Internal.Installed own = installed.get(candidate);
        if (own != null && LENGTH.compare(own, best.getValue()) == 0) {
            return true;
        }
        Optional<Internal.Installed> then = nodes.catchUp(candidate, best.getKey(), best.getValue(), epoch);
        return then.filter(end -> LENGTH.compare(end, best.getValue()) >= 0).isPresent();
    }

    @Override
    public boolean deposesFirst() {
        return true;
    }
}
