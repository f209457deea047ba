package io.schism.histories.linearizability;

/**
 * A few configurations of a single cell with at most 64 pending calls: the state, which calls are done and which are
 * spent ({@link Layout}), a bit each. Of one state only those stay that no other one beats; they are so few that looking
 * through all of them is quicker than any table.
 */
final class CellRows {
    /** So many there may be before the next steps from one more are added. */
    static final int MANY = 256;

    /** What a row that was beaten has in place of a state. */
    static final int BEATEN = -1;

    final int[] states = new int[MANY + Long.SIZE];
    final long[] done = new long[states.length];
    final long[] spent = new long[states.length];

    /** Beaten ones included. */
    int size;

    /** Adds it unless one that is at least as good is there; those that it beats go. */
    void add(int state, long itsDone, long itsSpent) {
        for (int row = 0; row < size; row++) {
            if (states[row] == state) {
                if ((itsDone & ~done[row]) == 0 && (spent[row] & ~itsSpent) == 0) {
                    return;
                }
                if ((done[row] & ~itsDone) == 0 && (itsSpent & ~spent[row]) == 0) {
                    states[row] = BEATEN;
                }
            }
        }
        states[size] = state;
        done[size] = itsDone;
        spent[size++] = itsSpent;
    }
}
