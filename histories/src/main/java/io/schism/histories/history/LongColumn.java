package io.schism.histories.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in the order in which they were added, in blocks. A block keeps its least number and the distances from it, in as
 * few bytes as they need; one whose numbers count up by one keeps no distances, and one of equal numbers shares them. So
 * an index costs nothing, a process one byte and a time mostly four, and growing copies nothing but one block.
 */
final class LongColumn {
    private static final int SHIFT = 10;
    private static final int BLOCK = 1 << SHIFT;
    private static final int MASK = BLOCK - 1;
    private static final byte[] ALL_EQUAL = new byte[BLOCK];

    /** The numbers of the last block, which is not full. */
    private long[] open = new long[8];

    private long[] least = new long[1];

    /** The distances of each full block: byte[], short[], int[] or long[]; null where the numbers count up by one. */
    private @Nullable Object[] distances = new Object[1];

    private int size;

    void add(long number) {
        int place = size++ & MASK;
        if (place == open.length) {
            open = Arrays.copyOf(open, 2 * place);
        }
        open[place] = number;
        if (place == MASK) {
            close();
        }
    }

    long get(int place) {
        int block = place >>> SHIFT;
        int within = place & MASK;
        if (block == size >>> SHIFT) {
            return open[within];
        }
        Object packed = distances[block];
        if (packed == null) {
            return least[block] + within;
        }
        if (packed instanceof byte[] bytes) {
            return least[block] + (bytes[within] & 0xff);
        }
        if (packed instanceof short[] shorts) {
            return least[block] + (shorts[within] & 0xffff);
        }
        if (packed instanceof int[] ints) {
            return least[block] + (ints[within] & 0xffff_ffffL);
        }
        return least[block] + ((long[]) packed)[within];
    }

    /** The full block is packed, and the next one begins. */
    private void close() {
        int block = (size - 1) >>> SHIFT;
        if (block == least.length) {
            least = Arrays.copyOf(least, 2 * block);
            distances = Arrays.copyOf(distances, 2 * block);
        }
        long smallest = open[0];
        long largest = open[0];
        boolean countsUp = true;
        for (int i = 0; i < BLOCK; i++) {
            smallest = Math.min(smallest, open[i]);
            largest = Math.max(largest, open[i]);
            countsUp &= open[i] == open[0] + i;
        }
        least[block] = smallest;
        distances[block] = countsUp ? null : packed(smallest, largest - smallest);
    }

    /** The open block's distances from its smallest number; a range that overflows is negative and takes a long each. */
    private Object packed(long smallest, long range) {
        if (range == 0) {
            return ALL_EQUAL;
        }
        if (range > 0 && range <= 0xff) {
            byte[] bytes = new byte[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                bytes[i] = (byte) (open[i] - smallest);
            }
            return bytes;
        }
        if (range > 0 && range <= 0xffff) {
            short[] shorts = new short[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                shorts[i] = (short) (open[i] - smallest);
            }
            return shorts;
        }
        if (range > 0 && range <= 0xffff_ffffL) {
            int[] ints = new int[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                ints[i] = (int) (open[i] - smallest);
            }
            return ints;
        }
        long[] longs = new long[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            longs[i] = open[i] - smallest;
        }
        return longs;
    }
}
