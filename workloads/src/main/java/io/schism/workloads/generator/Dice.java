package io.schism.workloads.generator;

/**
 * Chance as a value: what it shows follows from its state, and {@link #next} is another die. After Steele, Lea and Flood,
 * "Fast splittable pseudorandom number generators" (2014), SplitMix64.
 */
public record Dice(long state) {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    /** The first die of a sequence. */
    public static Dice of(long seed) {
        return new Dice(seed).next();
    }

    /** The next die. */
    public Dice next() {
        return new Dice(state + GAMMA);
    }

    /** 64 bits, all equally likely. */
    public long bits() {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** From 0, inclusive, to 1, exclusive. */
    public double share() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** From 0, inclusive, to {@code bound}, exclusive. */
    public int below(int bound) {
        return (int) (share() * bound);
    }
}
