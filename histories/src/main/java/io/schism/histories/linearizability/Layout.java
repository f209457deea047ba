package io.schism.histories.linearizability;

/**
 * How a configuration lies in longs: one for the state, two bits for each slot (64 slots a word), and then a lane for
 * each kind of indeterminate operation that is counted. A lane has one bit more than its largest count needs, so that
 * whole words of lanes are compared at once.
 *
 * <p>The two bits of a slot: <em>done</em>, that call need not be linearized any more; <em>spent</em>, it cannot be. A
 * call that is done and not spent is free: the configuration stands for the linearizations with it and for those
 * without.
 */
final class Layout {
    private final int slotWords;
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
        this.slotWords = (slots + 63) / 64;
        this.keyWords = 1 + 2 * slotWords;
        this.laneBits = 1 + (32 - Integer.numberOfLeadingZeros(Math.max(1, largest)));
        this.lanesPerWord = 64 / laneBits;
        this.coveredBy = coveredBy;
        this.anyCovered = isAnyCovered(coveredBy);
        this.spare = new int[coveredBy.length];
        this.usedWords = (coveredBy.length + lanesPerWord - 1) / lanesPerWord;
        long bits = 0;
        for (int lane = 0; lane < lanesPerWord; lane++) {
            bits |= 1L << (lane * laneBits + laneBits - 1);
        }
        this.guards = bits;
    }

    private static boolean isAnyCovered(int[] coveredBy) {
        for (int lane : coveredBy) {
            if (lane != Problem.NONE) {
                return true;
            }
        }
        return false;
    }

    int stride() {
        return keyWords + usedWords;
    }

    /** Words of one sort of slot bits. */
    int slotWords() {
        return slotWords;
    }

    /** Where the bits of slot word 0 begin that say which calls are done. */
    static int done(int word) {
        return 1 + word;
    }

    /** Where those begin that say which calls are spent. */
    int spent(int word) {
        return 1 + slotWords + word;
    }

    static int word(int slot) {
        return slot >> 6;
    }

    static long bit(int slot) {
        return 1L << slot;
    }

    boolean isDone(long[] row, int slot) {
        return (row[done(word(slot))] & bit(slot)) != 0;
    }

    boolean isSpent(long[] row, int slot) {
        return (row[spent(word(slot))] & bit(slot)) != 0;
    }

    /** Takes both bits of the slot away. */
    void leave(long[] row, int slot) {
        row[done(word(slot))] &= ~bit(slot);
        row[spent(word(slot))] &= ~bit(slot);
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

    /** How much the row used: indeterminate operations first, then pending calls; and what is still to be done. */
    long cost(long[] row) {
        long used = 0;
        for (int lane = 0; lane < coveredBy.length; lane++) {
            used += used(row, 0, lane);
        }
        long spent = 0;
        for (int word = 0; word < slotWords; word++) {
            spent += Long.bitCount(row[spent(word)]) - Long.bitCount(row[done(word)]);
        }
        return used * 256 + 128 + spent;
    }

    private int shift(int lane) {
        return lane % lanesPerWord * laneBits;
    }

    /** Whether the first row, in the same state, can do whatever the second one can. */
    boolean isAsGood(long[] first, int firstAt, long[] second, int secondAt) {
        for (int word = 1; word <= slotWords; word++) {
            if ((second[secondAt + word] & ~first[firstAt + word]) != 0) {
                return false;
            }
        }
        for (int word = 1 + slotWords; word < keyWords; word++) {
            if ((first[firstAt + word] & ~second[secondAt + word]) != 0) {
                return false;
            }
        }
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

    /** Whether two rows have the same state, and the same calls spent where the mask says that it matters. */
    boolean sameKey(long[] first, int firstAt, long[] second, int secondAt, long[] mask) {
        if (first[firstAt] != second[secondAt]) {
            return false;
        }
        for (int word = 0; word < slotWords; word++) {
            int at = spent(word);
            if (((first[firstAt + at] ^ second[secondAt + at]) & mask[word]) != 0) {
                return false;
            }
        }
        return true;
    }

    int hash(long[] row, int at, long[] mask) {
        long hash = mix(0, row[at]);
        for (int word = 0; word < slotWords; word++) {
            hash = mix(hash, row[at + spent(word)] & mask[word]);
        }
        return (int) (hash ^ hash >>> 15);
    }

    private static long mix(long hash, long word) {
        long mixed = (hash ^ word) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }
}
