package io.schism.harness.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The cuts in force on a network, which may overlap: a pair is whole again when the last cut that holds it is healed. */
public final class Cuts {
    private final Network network;
    private final List<Set<Pair>> cuts = new ArrayList<>();

    public Cuts(Network network) {
        this.network = network;
    }

    /** Cuts these pairs besides all others; returns when the backend acknowledges. */
    public synchronized void cut(Set<Pair> pairs) {
        cuts.add(Set.copyOf(pairs));
        network.cut(inForce());
    }

    /** Heals one cut; returns when the backend acknowledges. */
    public synchronized void heal(Set<Pair> pairs) {
        cuts.remove(Set.copyOf(pairs));
        network.cut(inForce());
    }

    /** Every pair that some cut holds. */
    public synchronized Set<Pair> inForce() {
        Set<Pair> all = new HashSet<>();
        cuts.forEach(all::addAll);
        return all;
    }
}
