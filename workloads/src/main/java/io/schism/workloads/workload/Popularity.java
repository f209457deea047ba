package io.schism.workloads.workload;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Which hot keys are chosen, and how often: a distribution over the keys from 0 to {@code count - 1}. */
public final class Popularity {
    /** Shapes of a distribution. */
    public enum Distribution {
        /** Every key as often as any other. */
        UNIFORM,
        /** The second key half as often as the first, the third a third as often, and so on. */
        ZIPF,
        /** Nine of ten choices fall on the first tenth of the keys. */
        HOT
    }

    /** What a load that says nothing has. */
    public static final Popularity EVEN = new Popularity(Workload.HOT_KEYS, Distribution.UNIFORM);

    private static final double HOT_SHARE = 0.9;
    private static final int HOT_PART = 10;

    private final int count;
    private final Distribution distribution;
    private final double[] cumulated;

    public Popularity(int count, Distribution distribution) {
        if (count < 1 || count >= Workload.NUMBERS) {
            throw new IllegalArgumentException("a load needs a key at least, and rows need numbers of their own");
        }
        this.count = count;
        this.distribution = distribution;
        this.cumulated = distribution == Distribution.ZIPF ? harmonic(count) : new double[0];
    }

    private static double[] harmonic(int count) {
        double[] sums = new double[count];
        double sum = 0;
        for (int key = 0; key < count; key++) {
            sum += 1.0 / (key + 1);
            sums[key] = sum;
        }
        return sums;
    }

    public int count() {
        return count;
    }

    public Distribution distribution() {
        return distribution;
    }

    /** One key. */
    int draw(RandomGenerator random) {
        return switch (distribution) {
            case UNIFORM -> random.nextInt(count);
            case ZIPF -> zipf(random.nextDouble() * cumulated[count - 1]);
            case HOT -> hot(random);
        };
    }

    private int zipf(double point) {
        int found = Arrays.binarySearch(cumulated, point);
        return Math.min(count - 1, found >= 0 ? found + 1 : -found - 1);
    }

    private int hot(RandomGenerator random) {
        int hot = Math.max(1, count / HOT_PART);
        boolean isHot = random.nextDouble() < HOT_SHARE || hot == count;
        return isHot ? random.nextInt(hot) : hot + random.nextInt(count - hot);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Popularity keys && keys.count == count && keys.distribution == distribution;
    }

    @Override
    public int hashCode() {
        return 31 * count + distribution.hashCode();
    }

    @Override
    public String toString() {
        return count + " keys, " + distribution;
    }
}
