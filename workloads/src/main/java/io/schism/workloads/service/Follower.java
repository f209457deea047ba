package io.schism.workloads.service;

import io.schism.workloads.coordination.CallFailure;
import io.schism.workloads.coordination.JsonCalls;
import io.schism.workloads.coordination.Peer;
import io.schism.workloads.policy.Policy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node as those who write to its log see it: a primary that appends, a controller that installs an epoch, a candidate
 * that fetches. Nothing is answered before it is durable.
 */
final class Follower {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final int BATCH = 1_000;

    private final Node node;
    private final Monitor monitor;
    private final Ledger ledger;
    private final JsonCalls calls;

    Follower(Node node, JsonCalls calls) {
        this.node = node;
        this.monitor = node.monitor();
        this.ledger = node.ledger();
        this.calls = calls;
    }

    /** Takes a primary's entries. */
    Internal.Appended append(Internal.Append request) {
        try (Monitor.Held held = monitor.enter()) {
            boolean fenced = node.policy().fencing() == Policy.Fencing.EPOCH;
            if (fenced && request.epoch() < node.seen()) {
                node.refused(request.primary(), request.epoch());
                return new Internal.Appended(Internal.Outcome.STALE, node.seen(), 0);
            }
            Leadership own = node.leadership();
            if (own != null && request.epoch() <= own.epoch()) {
                return new Internal.Appended(Internal.Outcome.STALE, own.epoch(), 0);
            }
            node.observe(request.epoch(), request.primary());
            if (node.role() == Node.Role.OUT) {
                return new Internal.Appended(Internal.Outcome.OUT, request.epoch(), 0);
            }
            node.follow(request.epoch());
            Internal.Appended merged =
                    merge(request.epoch(), request.prevEpoch(), request.prevPos(), Wire.entries(request.entries()));
            if (merged.outcome() != Internal.Outcome.APPENDED) {
                return merged;
            }
            long deposals = node.deposals();
            long truncations = ledger.truncations();
            boolean durable = monitor.await(
                    () -> ledger.synced() >= merged.pos(), node.timings().append());
            if (!durable || truncations != ledger.truncations() || deposals != node.deposals()) {
                return new Internal.Appended(Internal.Outcome.AGAIN, merged.epoch(), 0);
            }
            ledger.confirm(Math.min(request.confirmed(), merged.pos()));
            monitor.changed();
            return merged;
        }
    }

    /**
     * Brings the log in line with another's from a position on. Entries that conflict are given up for an epoch higher
     * than theirs: the newer epoch wins. A lower one is refused by fencing before it comes here. Without fencing nobody
     * compares epochs: a replica that may truncate obeys whoever speaks; one that may not cannot follow an older
     * primary, and its answer says nothing of newer epochs.
     */
    private Internal.Appended merge(long epoch, long prevEpoch, long prevPos, List<Entry> entries) {
        if (prevPos > ledger.lastPos() || ledger.epochAt(prevPos) != prevEpoch) {
            return new Internal.Appended(Internal.Outcome.MISMATCH, epoch, lastThatMayAgree(prevPos));
        }
        for (Entry entry : entries) {
            if (entry.pos() <= ledger.lastPos() && ledger.epochAt(entry.pos()) != entry.epoch()) {
                if (ledger.lastEpoch() >= epoch && !obeysWhoeverSpeaks()) {
                    return new Internal.Appended(Internal.Outcome.CONFLICT, epoch, 0);
                }
                if (!giveUp(entry.pos(), epoch)) {
                    return new Internal.Appended(Internal.Outcome.OUT, epoch, 0);
                }
            }
            if (entry.pos() > ledger.lastPos()) {
                ledger.append(entry);
            }
        }
        monitor.changed();
        return new Internal.Appended(Internal.Outcome.APPENDED, epoch, prevPos + entries.size());
    }

    private boolean obeysWhoeverSpeaks() {
        return node.policy().fencing() == Policy.Fencing.NONE && node.policy().rejoin() == Policy.Rejoin.TRUNCATE_ASIDE;
    }

    private long lastThatMayAgree(long pos) {
        return pos > ledger.lastPos() ? ledger.lastPos() : ledger.firstOfEpochAt(pos) - 1;
    }

    private boolean giveUp(long from, long epoch) {
        long count = ledger.lastPos() - from + 1;
        if (node.policy().rejoin() == Policy.Rejoin.MANUAL) {
            node.stayOut(count + " entries from " + from + " on are not in the log of epoch " + epoch);
            return false;
        }
        log.info(
                "gives up {} entries from {} on, of epoch {}, for epoch {}: they go aside",
                count,
                from,
                ledger.lastEpoch(),
                epoch);
        ledger.giveUpFrom(from);
        return true;
    }

    /** Makes an epoch durable, which ends any leadership of a lower one, and tells how far the log is durable. */
    Internal.Installed install(long epoch) {
        try (Monitor.Held held = monitor.enter()) {
            node.observe(epoch, null);
            // What an older primary got in before is still on its way to the disk, and will be acknowledged to it.
            long last = ledger.lastPos();
            if (!monitor.await(
                    () -> ledger.synced() >= Math.min(last, ledger.lastPos()),
                    node.timings().append())) {
                throw new IllegalStateException("the log is not durable through " + last);
            }
            return installed();
        }
    }

    private Internal.Installed installed() {
        long durable = ledger.synced();
        return new Internal.Installed(
                node.name(), node.seen(), ledger.epochAt(durable), durable, node.role() == Node.Role.OUT);
    }

    /** Gives another node what stands behind a position. */
    Internal.Fetched fetch(Internal.Fetch request) {
        try (Monitor.Held held = monitor.enter()) {
            long prev = request.prevPos();
            if (prev > ledger.lastPos() || ledger.epochAt(prev) != request.prevEpoch()) {
                return new Internal.Fetched(false, lastThatMayAgree(prev), List.of());
            }
            return new Internal.Fetched(true, prev, Wire.of(ledger.durableFrom(prev + 1, BATCH)));
        }
    }

    /**
     * Fetches from another node what this one lacks through a position, before the epoch begins.
     *
     * @throws CallFailure where the other node does not answer
     */
    Internal.Installed catchUp(Internal.CatchUp request) throws CallFailure {
        Peer source = node.config().nodes().stream()
                .filter(peer -> peer.node().equals(request.from()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node " + request.from()));
        long prev;
        try (Monitor.Held held = monitor.enter()) {
            node.observe(request.epoch(), null);
            prev = ledger.lastPos();
        }
        log.info("fetches from {} for epoch {}, log at {}", source.node(), request.epoch(), prev);
        boolean more = true;
        while (more) {
            long prevEpoch;
            try (Monitor.Held held = monitor.enter()) {
                prev = Math.min(prev, ledger.lastPos());
                prevEpoch = ledger.epochAt(prev);
            }
            Internal.Fetched fetched = calls.post(
                    source.socketAddress(),
                    "/internal/fetch",
                    new Internal.Fetch(prevEpoch, prev),
                    Internal.Fetched.class,
                    node.timings().promotionStep());
            if (!fetched.agrees()) {
                prev = Math.max(0, Math.min(prev - 1, fetched.pos()));
                continue;
            }
            prev = take(request.epoch(), prevEpoch, prev, Wire.entries(fetched.entries()));
            more = prev < request.through() && !fetched.entries().isEmpty();
        }
        return install(request.epoch());
    }

    private long take(long epoch, long prevEpoch, long prevPos, List<Entry> entries) {
        try (Monitor.Held held = monitor.enter()) {
            if (node.seen() > epoch || node.leadership() != null) {
                throw new IllegalStateException("epoch " + epoch + " was overtaken by " + node.seen());
            }
            Internal.Appended merged = merge(epoch, prevEpoch, prevPos, entries);
            if (merged.outcome() != Internal.Outcome.APPENDED) {
                throw new IllegalStateException("the fetched entries do not fit: " + merged.outcome());
            }
            return merged.pos();
        }
    }
}
