package io.schism.workloads.service;

import io.schism.workloads.coordination.Peer;
import io.schism.workloads.policy.Policy;
import java.util.Collection;
import java.util.Comparator;

/**
 * How far a primary's log is confirmed, given how far its own disk and its replicas have it.
 *
 * @param region the primary's own
 * @param nodes how many nodes there are, the primary included
 */
record AckRule(Policy policy, String region, int nodes) {
    /** A replica, and the position through which its log is known to agree and to be durable. */
    record Match(Peer peer, long pos) {}

    /** The last position that the policy lets be acknowledged. */
    long confirmable(long own, Collection<Match> matches) {
        int copies =
                switch (policy.replication()) {
                    case ASYNCHRONOUS -> 0;
                    case COPIES -> policy.copies();
                    case MAJORITY -> nodes / 2;
                };
        if (copies == 0) {
            return own;
        }
        long copied = matches.stream()
                .filter(match -> counts(match.peer()))
                .map(Match::pos)
                .sorted(Comparator.reverseOrder())
                .skip(copies - 1L)
                .findFirst()
                .orElse(0L);
        return Math.min(own, copied);
    }

    private boolean counts(Peer peer) {
        return policy.replication() == Policy.Replication.MAJORITY
                || policy.copiesCount() == Policy.CopiesCount.ANYWHERE
                || !peer.region().equals(region);
    }

    /** Whether replication degrades to asynchronous when the copies do not come. */
    boolean fallsBack() {
        return policy.replication() == Policy.Replication.COPIES && policy.fallback();
    }
}
