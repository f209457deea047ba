package io.schism.histories.linearizability;

import java.util.Arrays;

/**
 * Sorts longs and looks at the clock meanwhile: the platform's sort of ten million goes on for a second whatever the
 * limit. Slices are sorted one by one and then merged; what lies in order already, as places in a history mostly do, is
 * not moved.
 */
final class LongSort {
    private static final int SLICE = 1 << 14;

    private final long[] longs;
    private final Budget.Share share;

    /** The left one of two runs while they are merged. */
    private long[] left = {};

    private LongSort(long[] longs, Budget.Share share) {
        this.longs = longs;
        this.share = share;
    }

    /** Sorts {@code longs[from]} up to {@code longs[to - 1]}. */
    static void sort(long[] longs, int from, int to, Budget.Share share) {
        if (to - from <= SLICE) {
            Arrays.sort(longs, from, to);
        } else {
            new LongSort(longs, share).sort(from, to);
        }
    }

    private void sort(int from, int to) {
        for (int slice = from; slice < to; slice += Math.min(SLICE, to - slice)) {
            share.look();
            Arrays.sort(longs, slice, slice + Math.min(SLICE, to - slice));
        }
        for (long run = SLICE; run < to - from; run *= 2) {
            for (long start = from; start + run < to; start += 2 * run) {
                merge((int) start, (int) (start + run), (int) Math.min(to, start + 2 * run));
            }
        }
    }

    private void merge(int from, int middle, int to) {
        int first = from;
        while (first < middle && longs[first] <= longs[middle]) {
            share.tick();
            first++;
        }
        int length = middle - first;
        if (left.length < length) {
            share.reserve((long) Long.BYTES * (length - left.length));
            left = new long[length];
        }
        System.arraycopy(longs, first, left, 0, length);
        int right = middle;
        int into = first;
        for (int at = 0; at < length; into++) {
            share.tick();
            longs[into] = right < to && longs[right] < left[at] ? longs[right++] : left[at++];
        }
    }
}
