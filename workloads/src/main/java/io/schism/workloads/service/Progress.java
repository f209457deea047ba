package io.schism.workloads.service;

import io.schism.workloads.coordination.Peer;

/** What a primary knows of one replica, in its own epoch. Used with the node's monitor held. */
final class Progress {
    private final Peer peer;
    private long next;
    private long match;
    private long round;
    private boolean reachable = true;
    private boolean out;
    private boolean conflicts;

    Progress(Peer peer, long next) {
        this.peer = peer;
        this.next = next;
    }

    Peer peer() {
        return peer;
    }

    /** The position to send next. */
    long next() {
        return next;
    }

    /** The latest round of heartbeats, sent after it was asked for, that the replica answered without objection. */
    long round() {
        return round;
    }

    boolean reachable() {
        return reachable;
    }

    boolean out() {
        return out;
    }

    /** Whether it takes entries, as far as is known; else it gets heartbeats alone. */
    boolean takesEntries() {
        return reachable && !out && !conflicts;
    }

    AckRule.Match match() {
        return new AckRule.Match(peer, out ? 0 : match);
    }

    void appended(long pos, long sentRound) {
        match = Math.max(match, pos);
        next = pos + 1;
        agreed(sentRound);
    }

    void mismatch(long hint, long sentRound) {
        next = Math.max(1, Math.min(next - 1, hint + 1));
        agreed(sentRound);
    }

    private void agreed(long sentRound) {
        round = Math.max(round, sentRound);
        out = false;
        conflicts = false;
    }

    void reachable(boolean now) {
        reachable = now;
    }

    void conflicted() {
        conflicts = true;
    }

    void wentOut() {
        out = true;
    }
}
