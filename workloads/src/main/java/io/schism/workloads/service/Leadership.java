package io.schism.workloads.service;

import io.schism.workloads.coordination.Peer;
import io.schism.workloads.coordination.Timings;
import io.schism.workloads.policy.Policy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node's time as primary of one epoch: how far its replicas are, and what that confirms. Used with the monitor held. */
final class Leadership {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private record Waiting(long pos, long since) {}

    private final long epoch;
    private final Ledger ledger;
    private final AckRule rule;
    private final Timings timings;
    private final List<Progress> replicas;
    private final long firstPos;
    private final long inheritedThrough;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long rounds;
    private boolean fellBack;
    private boolean ended;

    /**
     * Begins; the log must end with an entry of the epoch.
     *
     * @param now on the monotonic clock, in ns
     */
    Leadership(long epoch, Ledger ledger, AckRule rule, List<Peer> peers, Timings timings, long now) {
        this.epoch = epoch;
        this.ledger = ledger;
        this.rule = rule;
        this.timings = timings;
        this.inheritedThrough = ledger.lastPos();
        this.firstPos = ledger.firstOfEpochAt(inheritedThrough);
        this.replicas = peers.stream()
                .map(peer -> new Progress(peer, inheritedThrough + 1))
                .toList();
        appended(inheritedThrough, now);
    }

    long epoch() {
        return epoch;
    }

    List<Progress> replicas() {
        return replicas;
    }

    /** Whether it is over; nothing counts any more. */
    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Whether all that was inherited may be shown: the entry that began the epoch is durable here, or confirmed. */
    boolean ready() {
        boolean confirmedOnly = rule.policy().visibility() == Policy.Visibility.CONFIRMED;
        return (confirmedOnly ? ledger.confirmed() : ledger.synced()) >= inheritedThrough;
    }

    /** Takes note of an entry that waits from now on. */
    void appended(long pos, long now) {
        waiting.addLast(new Waiting(pos, now));
    }

    /**
     * Confirms what may be. Raft's rule (section 5.4.2 of its paper): an inherited entry is not confirmed by being
     * copied, only together with an entry of this epoch, else a copy could still be given up.
     */
    void advance(long now) {
        long own = ledger.synced();
        long confirmable =
                rule.confirmable(own, replicas.stream().map(Progress::match).toList());
        if (rule.fallsBack()) {
            confirmable = Math.max(confirmable, fallBack(own, confirmable, now));
        }
        if (confirmable >= firstPos) {
            ledger.confirm(confirmable);
        }
        while (!waiting.isEmpty() && waiting.getFirst().pos() <= ledger.confirmed()) {
            waiting.removeFirst();
        }
    }

    private long fallBack(long own, long copied, long now) {
        Waiting oldest = waiting.peekFirst();
        if (fellBack && copied >= ledger.confirmed() && copied >= firstPos) {
            fellBack = false;
            log.info("copies have caught up at {}: writes wait for them again", copied);
        } else if (!fellBack
                && oldest != null
                && copied < oldest.pos()
                && now - oldest.since() >= timings.fallbackAfter().toNanos()) {
            fellBack = true;
            log.info("no copies of {} in time: falling back to asynchronous replication", oldest.pos());
        }
        return fellBack ? own : 0;
    }

    /** Asks for a round of heartbeats that begins now. Returns its number. */
    long askRound() {
        return ++rounds;
    }

    long rounds() {
        return rounds;
    }

    /** Whether a majority of all nodes, this one included, has answered that round, or a later one, without objection. */
    boolean roundConfirmed(long round) {
        long answered =
                replicas.stream().filter(replica -> replica.round() >= round).count() + 1;
        return 2 * answered > rule.nodes();
    }
}
