package io.schism.harness.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The network between the members of one run. Thread-safe. */
public interface Network {
    /**
     * From now on exactly these directed pairs are cut: those cut before and not among them are healed, all in one step.
     * Returns when the backend acknowledges.
     */
    void cut(Set<Pair> pairs);

    /**
     * From now on exactly these directed pairs are shaped so; a cut of a pair stands above its shape. Returns when the
     * backend acknowledges.
     *
     * @throws UnsupportedOperationException where a shape needs a feature that the backend lacks
     */
    void shape(Map<Pair, Shape> shapes);

    /**
     * Tries to get one byte's worth of conversation over TCP from one member to another on a real port.
     */
    Reach probe(Pair pair, Duration timeout);

    /** Pairs between which members have connections now that no cut would reach. */
    default Set<Pair> bypasses() {
        return Set.of();
    }

    /** How long something small takes to the other and an answer back; empty where none came in time. */
    Optional<Duration> roundTrip(Pair pair, Duration timeout);

    /**
     * Sends so many small numbered probes, and tells what the other got of them; empty where one of the two could not be
     * asked. Where probes travel over TCP alone, one that came a retransmission later counts as lost.
     */
    Optional<Arrivals> send(Pair pair, int probes);

    /** How long it takes until the other has so many bytes; empty where it has not got them in time. */
    Optional<Duration> push(Pair pair, int bytes, Duration timeout);

    /** Where round trips between regions come from: {@code reproduced by ...} or {@code not reproduced: why}. */
    String roundTrips();
}
