package io.schism.harness.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shapes in force on a network, which may overlap: a pair that several hold has them all at once. */
public final class Shapes {
    private record Held(Object holder, Set<Pair> pairs, Shape shape) {}

    private final Network network;
    private final List<Held> shapes = new ArrayList<>();

    Shapes(Network network) {
        this.network = network;
    }

    /** Shapes these pairs besides all others, for a holder; returns when the backend acknowledges. */
    public synchronized void put(Object holder, Set<Pair> pairs, Shape shape) {
        shapes.add(new Held(holder, Set.copyOf(pairs), shape));
        network.shape(inForce());
    }

    /** Takes a holder's shape away, and nobody else's, however often it is told to; returns when the backend acknowledges. */
    public synchronized void take(Object holder) {
        shapes.removeIf(held -> held.holder() == holder);
        network.shape(inForce());
    }

    /** Every pair that some shape holds, and what that makes together. */
    public synchronized Map<Pair, Shape> inForce() {
        return of(shapes);
    }

    /** The same without what that holder has put there. */
    public synchronized Map<Pair, Shape> besides(Object holder) {
        return of(shapes.stream().filter(held -> held.holder() != holder).toList());
    }

    private static Map<Pair, Shape> of(List<Held> some) {
        Map<Pair, Shape> all = new HashMap<>();
        some.forEach(held -> held.pairs().forEach(pair -> all.merge(pair, held.shape(), Shape::and)));
        return all;
    }
}
