package io.schism.histories.linearizability;

import java.util.stream.IntStream;

/**
 * How a configuration lies in longs: one for the state, one for every 64 slots, and then a lane for each kind of
 * indeterminate operation that is counted. A lane has one bit more than its largest count needs, so that whole words
 * of lanes are compared at once.
 */
final class Layout {
    private final int keyWords;
    private final int usedWords;
    private final int laneBits;
    private final int lanesPerWord;
    private final long guards;
    private final int[] coveredBy;
    private final boolean anyCovered;
    private final int[] spare;

    /**
     * @param slots how many calls are pending at once, at most
     * @param coveredBy for each counted kind of indeterminate operations another one that serves wherever it does, or
     *     {@link Problem#NONE}; those that cover are not covered themselves
     * @param largest how many indeterminate operations one kind has, at most
     */
    Layout(int slots, int[] coveredBy, int largest) {
        this.keyWords = 1 + (slots + 63) / 64;
        this.laneBits = 1 + (32 - Integer.numberOfLeadingZeros(Math.max(1, largest)));
        this.lanesPerWord = 64 / laneBits;
        this.coveredBy = coveredBy;
        this.anyCovered = IntStream.of(coveredBy).anyMatch(lane -> lane != Problem.NONE);
        this.spare = new int[coveredBy.length];
        this.usedWords = (coveredBy.length + lanesPerWord - 1) / lanesPerWord;
        long bits = 0;
        for (int lane = 0; lane < lanesPerWord; lane++) {
            bits |= 1L << (lane * laneBits + laneBits - 1);
        }
        this.guards = bits;
    }

    int stride() {
        return keyWords + usedWords;
    }

    /** Words of slot bits, from index 1 on. */
    int slotWords() {
        return keyWords - 1;
    }

    int usedWords() {
        return usedWords;
    }

    static int slotWord(int slot) {
        return 1 + (slot >> 6);
    }

    static long slotBit(int slot) {
        return 1L << slot;
    }

    /** How many of the kind with that lane the row used. */
    int used(long[] row, int lane) {
        return used(row, 0, lane);
    }

    private int used(long[] row, int at, int lane) {
        return (int) (row[at + keyWords + lane / lanesPerWord] >>> shift(lane)) & (1 << laneBits) - 1;
    }

    void use(long[] row, int lane, int count) {
        row[keyWords + lane / lanesPerWord] += (long) count << shift(lane);
    }

    private int shift(int lane) {
        return lane % lanesPerWord * laneBits;
    }

    /** Whether what the first row has left serves for all that the second has left. */
    boolean usesNoMore(long[] first, int firstAt, long[] second, int secondAt) {
        for (int word = keyWords; word < keyWords + usedWords; word++) {
            if ((((second[secondAt + word] | guards) - first[firstAt + word]) & guards) != guards) {
                return anyCovered && serves(first, firstAt, second, secondAt);
            }
        }
        return true;
    }

    /** The same where operations stand in for those that they cover: a write for a cas to its value. */
    private boolean serves(long[] first, int firstAt, long[] second, int secondAt) {
        for (int lane = 0; lane < coveredBy.length; lane++) {
            if (coveredBy[lane] == Problem.NONE) {
                spare[lane] = used(second, secondAt, lane) - used(first, firstAt, lane);
                if (spare[lane] < 0) {
                    return false;
                }
            }
        }
        for (int lane = 0; lane < coveredBy.length; lane++) {
            int cover = coveredBy[lane];
            if (cover != Problem.NONE) {
                int more = used(first, firstAt, lane) - used(second, secondAt, lane);
                spare[cover] -= Math.max(0, more);
                if (spare[cover] < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    boolean sameKey(long[] first, int firstAt, long[] second, int secondAt) {
        for (int word = 0; word < keyWords; word++) {
            if (first[firstAt + word] != second[secondAt + word]) {
                return false;
            }
        }
        return true;
    }

    int hash(long[] row, int at) {
        long hash = 0;
        for (int word = 0; word < keyWords; word++) {
            hash = (hash ^ row[at + word]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ hash >>> 15);
    }
}
