package io.schism.workloads.controller;

import io.schism.workloads.coordination.Peer;
import io.schism.workloads.policy.Policy;
import java.util.List;
import java.util.Set;

/**
 * Whether some nodes together hold every write that any primary may have acknowledged: whether they meet every set of
 * nodes that suffices for an acknowledgement.
 *
 * <p>What counts is not the last primary's sets alone. A primary that was lost before it confirmed its first entry has
 * inherited writes that only its predecessors' copies hold. So every promotable node is taken for a primary that may
 * have been; for copies anywhere that asks no more, for copies outside the region it asks more only where nodes of
 * several regions are missing.
 */
record AckSets(Policy policy, List<Peer> nodes) {
    /** Whether these nodes meet every set. */
    boolean metBy(Set<String> reached) {
        return switch (policy.replication()) {
            case ASYNCHRONOUS -> !reached.isEmpty(); // The primary alone is a set: nothing but itself would do.
            case MAJORITY -> 2 * reached.size() > nodes.size();
            case COPIES -> nodes.stream().filter(Peer::promotable).allMatch(primary -> meets(primary, reached));
        };
    }

    private boolean meets(Peer primary, Set<String> reached) {
        if (reached.contains(primary.node())) {
            return true;
        }
        long missing = nodes.stream()
                .filter(peer -> !peer.node().equals(primary.node()) && counts(peer, primary))
                .filter(peer -> !reached.contains(peer.node()))
                .count();
        return missing < policy.copies();
    }

    private boolean counts(Peer peer, Peer primary) {
        return policy.copiesCount() == Policy.CopiesCount.ANYWHERE
                || !peer.region().equals(primary.region());
    }
}
