package io.schism.histories.linearizability;

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

    /**
     * @param slots how many calls are pending at once, at most
     * @param kinds how many kinds of indeterminate operations are counted
     * @param largest how many indeterminate operations one kind has, at most
     */
    Layout(int slots, int kinds, int largest) {
        this.keyWords = 1 + (slots + 63) / 64;
        this.laneBits = 1 + (32 - Integer.numberOfLeadingZeros(Math.max(1, largest)));
        this.lanesPerWord = 64 / laneBits;
        this.usedWords = (kinds + lanesPerWord - 1) / lanesPerWord;
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

    int used(long[] row, int kind) {
        return (int) (row[keyWords + kind / lanesPerWord] >>> shift(kind)) & (1 << laneBits) - 1;
    }

    void use(long[] row, int kind) {
        row[keyWords + kind / lanesPerWord] += 1L << shift(kind);
    }

    private int shift(int kind) {
        return kind % lanesPerWord * laneBits;
    }

    /** Whether the first row used no more of any kind than the second. */
    boolean usesNoMore(long[] first, int firstAt, long[] second, int secondAt) {
        for (int word = keyWords; word < keyWords + usedWords; word++) {
            if ((((second[secondAt + word] | guards) - first[firstAt + word]) & guards) != guards) {
                return false;
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
