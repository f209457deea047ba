package io.schism.harness.cluster;

import java.time.Duration;
import java.util.Set;

/** The network between the members of one run. Thread-safe. */
public interface Network {
    /**
     * From now on exactly these directed pairs are cut: those cut before and not among them are healed, all in one step.
     * Returns when the backend acknowledges.
     */
    void cut(Set<Pair> pairs);

    /**
     * Tries to get one byte's worth of conversation over TCP from one member to another on a real port.
     */
    Reach probe(Pair pair, Duration timeout);

    /** Pairs between which members have connections now that no cut would reach. */
    default Set<Pair> bypasses() {
        return Set.of();
    }

    /** Where round trips between regions come from: {@code reproduced by ...} or {@code not reproduced: why}. */
    String roundTrips();
}
