package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.nemesis.ProcessFault.State;

/** The one way in which faults start members that have ended: none starts what another keeps down. */
final class Restarts {
    private Restarts() {}

    /** Starts it where it does not run; where a fault keeps it down, the heal of that one will. */
    static void start(Cluster cluster, String member) {
        if (!State.DOWN.isKept(cluster, member) && !cluster.site().isRunning(member)) {
            cluster.site().restart(member);
        }
    }

    /**
     * Starts one that the caller has just ended.
     *
     * @throws IllegalStateException where another fault keeps it down, and so undoes what the caller is there for
     */
    static void startAnew(Cluster cluster, String member) {
        start(cluster, member);
        if (State.DOWN.isKept(cluster, member)) {
            throw new IllegalStateException(member + " is kept down by another fault");
        }
    }
}
