package io.schism.harness.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The cuts in force on a network, which may overlap: a pair is whole again when the last cut that holds it is healed. */
public final class Cuts {
    private record Held(Object holder, Set<Pair> pairs) {}

    private final Network network;
    private final List<Held> cuts = new ArrayList<>();

    public Cuts(Network network) {
        this.network = network;
    }

    /** Cuts these pairs besides all others; returns when the backend acknowledges. */
    public synchronized void cut(Set<Pair> pairs) {
        cut(Set.copyOf(pairs), pairs);
    }

    /** The same for a holder, who alone can heal it. */
    public synchronized void cut(Object holder, Set<Pair> pairs) {
        cuts.add(new Held(holder, Set.copyOf(pairs)));
        network.cut(inForce());
    }

    /** Heals one cut of these pairs; returns when the backend acknowledges. */
    public synchronized void heal(Set<Pair> pairs) {
        heal((Object) Set.copyOf(pairs));
    }

    /** Heals what a holder has cut; told again, after a backend that failed, it asks the backend again and heals nobody else's. */
    public synchronized void heal(Object holder) {
        cuts.stream().filter(held -> held.holder().equals(holder)).findFirst().ifPresent(cuts::remove);
        network.cut(inForce());
    }

    /** Every pair that some cut holds. */
    public synchronized Set<Pair> inForce() {
        Set<Pair> all = new HashSet<>();
        cuts.forEach(held -> all.addAll(held.pairs()));
        return all;
    }
}
