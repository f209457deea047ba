package io.schism.histories.linearizability;

import java.util.Arrays;

/**
 * A set of configurations in primitive arrays. A configuration is a row of longs ({@link Layout}): the state, which
 * pending calls are done or spent, and how many indeterminate operations of each kind were used.
 *
 * <p>Of configurations in one state only those stay that no other one beats. One is as good as another when it has
 * everything done that the other has, has nothing spent that the other has not, and has used no more: what it has left
 * beyond the other it need not use.
 */
final class Configurations {
    private static final int NONE = -1;
    private static final int FIRST_ROWS = 16;

    private final Layout layout;
    private final Budget budget;
    private long[] rows;
    private int[] next;
    private boolean[] dead;
    /** Where in the table of heads a row was put; true for heads, which is enough to empty the table. */
    private int[] places;

    private int[] heads;
    /** The slots whose spent bits belong to the key: rows that differ there are never compared. */
    private final long[] keyed;

    private int size;
    private int live;

    Configurations(Layout layout, Budget budget, long[] keyed) {
        this.layout = layout;
        this.keyed = keyed;
        this.budget = budget;
        this.rows = new long[FIRST_ROWS * layout.stride()];
        this.next = new int[FIRST_ROWS];
        this.dead = new boolean[FIRST_ROWS];
        this.places = new int[FIRST_ROWS];
        this.heads = new int[4 * FIRST_ROWS];
        Arrays.fill(heads, NONE);
        budget.reserve(bytes());
    }

    private long bytes() {
        return 8L * rows.length + 9L * next.length + 4L * heads.length;
    }

    /** Gives back what the budget lent. */
    void close() {
        budget.release(bytes());
    }

    /** Rows that were ever added since the last {@link #clear}; some of them may be dead. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return live == 0;
    }

    int live() {
        return live;
    }

    boolean isLive(int row) {
        return !dead[row];
    }

    /** Copies a row out; rows move when the set grows. */
    void get(int row, long[] into) {
        System.arraycopy(rows, row * layout.stride(), into, 0, layout.stride());
    }

    long state(int row) {
        return rows[row * layout.stride()];
    }

    void clear() {
        if (size * 8 < heads.length) {
            for (int row = 0; row < size; row++) {
                heads[places[row]] = NONE;
            }
        } else {
            Arrays.fill(heads, NONE);
        }
        size = 0;
        live = 0;
    }

    /** Adds a row unless one that is at least as good is there; those that it beats go. */
    boolean add(long[] row) {
        int at = find(row, 0);
        int head = heads[at];
        if (head != NONE) {
            int kept = NONE;
            for (int other = head; other != NONE; ) {
                int following = next[other];
                if (layout.isAsGood(rows, other * layout.stride(), row, 0)) {
                    return false;
                }
                if (layout.isAsGood(row, 0, rows, other * layout.stride())) {
                    dead[other] = true;
                    live--;
                    if (kept == NONE) {
                        head = following;
                    } else {
                        next[kept] = following;
                    }
                } else {
                    kept = other;
                }
                other = following;
            }
        }
        append(row, head, at);
        return true;
    }

    private void append(long[] row, int head, int at) {
        if (size == next.length) {
            grow();
            at = find(row, 0);
        }
        System.arraycopy(row, 0, rows, size * layout.stride(), layout.stride());
        next[size] = head;
        dead[size] = false;
        heads[at] = size;
        places[size] = at;
        size++;
        live++;
    }

    /** The place of the row's key (state and some bits) in the table of heads, or the free place where it belongs. */
    private int find(long[] source, int offset) {
        int mask = heads.length - 1;
        int at = layout.hash(source, offset, keyed) & mask;
        while (heads[at] != NONE && !layout.sameKey(rows, heads[at] * layout.stride(), source, offset, keyed)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long before = bytes();
        int capacity = next.length * 2;
        budget.reserve(before);
        rows = Arrays.copyOf(rows, capacity * layout.stride());
        next = Arrays.copyOf(next, capacity);
        dead = Arrays.copyOf(dead, capacity);
        places = Arrays.copyOf(places, capacity);
        int[] old = heads;
        heads = new int[old.length * 2];
        Arrays.fill(heads, NONE);
        for (int head : old) {
            if (head != NONE) {
                places[head] = find(rows, head * layout.stride());
                heads[places[head]] = head;
            }
        }
    }
}
