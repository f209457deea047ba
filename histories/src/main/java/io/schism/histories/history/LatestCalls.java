package io.schism.histories.history;

import java.util.Arrays;

/** The latest call of each client process, in one open-addressing table. */
final class LatestCalls {
    static final int NONE = -1;

    /** Process and call, side by side; -1 in place of a process where there is none. */
    private long[] table = empty(16);

    private int processes;

    /** The latest call of that process, or {@link #NONE}. */
    int get(long process) {
        int slot = slot(process);
        return table[slot] < 0 ? NONE : (int) table[slot + 1];
    }

    /** That process made that call. */
    void put(long process, int call) {
        int slot = slot(process);
        if (table[slot] < 0) {
            if (4 * ++processes > table.length) {
                grow();
                slot = slot(process);
            }
            table[slot] = process;
        }
        table[slot + 1] = call;
    }

    private void grow() {
        long[] old = table;
        table = empty(2 * old.length);
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] >= 0) {
                int slot = slot(old[i]);
                table[slot] = old[i];
                table[slot + 1] = old[i + 1];
            }
        }
    }

    /** Where the process is, or would be. */
    private int slot(long process) {
        long mixed = process * 0x9e37_79b9_7f4a_7c15L;
        int slot = (int) (mixed ^ (mixed >>> 32)) & (table.length - 2);
        while (table[slot] >= 0 && table[slot] != process) {
            slot = (slot + 2) & (table.length - 2);
        }
        return slot;
    }

    private static long[] empty(int length) {
        long[] table = new long[length];
        Arrays.fill(table, -1);
        return table;
    }
}
