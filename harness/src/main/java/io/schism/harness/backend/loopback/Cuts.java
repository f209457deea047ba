package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Pair;
import java.util.HashSet;
import java.util.Set;

/** The pairs that are cut now. Belongs to the loop's thread. */
final class Cuts {
    private final Set<Pair> pairs = new HashSet<>();

    /** From now on these and no others. */
    void set(Set<Pair> all) {
        pairs.clear();
        pairs.addAll(all);
    }

    /** Whether what {@code from} sends to {@code to} is held. */
    boolean hold(Pair pair) {
        return pairs.contains(pair);
    }

    /** Whether no new connection comes about: its handshake needs both directions. */
    boolean separate(Pair pair) {
        return hold(pair) || hold(pair.reversed());
    }
}
