package io.schism.harness.cluster;

/** A directed pair of members: what {@code from} sends to {@code to}. */
public record Pair(String from, String to) {
    public Pair reversed() {
        return new Pair(to, from);
    }

    @Override
    public String toString() {
        return from + "->" + to;
    }
}
