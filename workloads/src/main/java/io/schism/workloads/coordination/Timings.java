package io.schism.workloads.coordination;

import java.time.Duration;

/**
 * Every time-out and interval of the service and its controllers: base values times one scale. ZooKeeper's session
 * time-out is not here: it is configured as it is meant, since it belongs to the ensemble's tick.
 *
 * @param scale what every base value is multiplied with
 */
public record Timings(double scale) {
    public Timings {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("the scale must be a positive number, not " + scale);
        }
    }

    /** How long a request waits for its copies, or for a majority, before it is answered "unconfirmed". */
    public Duration request() {
        return times(2_000);
    }

    /** How long a write waits for its copies before replication falls back to asynchronous, where it may. */
    public Duration fallbackAfter() {
        return times(1_000);
    }

    /** A primary that has nothing to send says so this often; an unreachable replica is tried again after as long. */
    public Duration heartbeat() {
        return times(100);
    }

    /** How long a primary waits for a replica's answer to a batch: a round trip and a sync, or a large batch. */
    public Duration append() {
        return times(2_000);
    }

    /** How often a controller looks whether the primary lives. */
    public Duration probeInterval() {
        return times(500);
    }

    /** How long a controller waits for a node's answer to one probe. */
    public Duration probe() {
        return times(1_000);
    }

    /** How long a controller waits for one step of a promotion on one node: a synced epoch, a fence. */
    public Duration promotionStep() {
        return times(1_000);
    }

    /** How long a controller waits until a candidate has fetched what it lacks. */
    public Duration catchUp() {
        return times(10_000);
    }

    /** The record is read this often even when no watch fires. */
    public Duration refresh() {
        return times(1_000);
    }

    /** How long one operation waits for a connection to ZooKeeper. */
    public Duration connection() {
        return times(2_000);
    }

    /** The first back-off of a ZooKeeper operation that is tried again. */
    public Duration retry() {
        return times(100);
    }

    private Duration times(long baseMillis) {
        return Duration.ofNanos((long) (baseMillis * 1_000_000.0 * scale));
    }
}
