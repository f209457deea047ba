package io.schism.harness.nemesis;

import io.schism.harness.cluster.Site;

/** What faults that end and start processes have in common. */
final class Restarts {
    private Restarts() {}

    /** Starts it where it does not run: a fault may have been stopped between the end of a process and its start. */
    static void ensureRunning(Site site, String member) {
        if (!site.isRunning(member)) {
            site.restart(member);
        }
    }
}
