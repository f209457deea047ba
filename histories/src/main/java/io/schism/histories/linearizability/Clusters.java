package io.schism.histories.linearizability;

import java.util.Arrays;

/**
 * The calls of each value of a single cell in a few numbers: when its one writer and its readers were invoked and
 * returned, and what that writer needed. What belongs to one value stands in one row, so that it is at hand together.
 */
final class Clusters implements AutoCloseable {
    /** Before everything that may be relaxed to the start. */
    static final int BEFORE_ALL = Entry.START - 1;

    private static final int WRITE_INVOKED = 0;
    private static final int WRITE_RETURNED = 1;
    private static final int FIRST_READ_RETURNED = 2;
    private static final int LAST_READ_INVOKED = 3;
    private static final int SOURCE = 4;
    private static final int SUCCESSOR = 5;
    private static final int MARKS = 6;
    private static final int ROW = 8;

    private static final int WRITTEN = 1;
    private static final int HAPPENED = 2;
    private static final int NEEDED = 4;
    private static final int SUCCEEDS = 8;

    private final Budget budget;
    private final Values values;
    private int[] rows = new int[16 * ROW];

    Clusters(Budget budget) {
        this.budget = budget;
        this.values = new Values(budget);
        budget.reserve((long) Integer.BYTES * rows.length);
    }

    /** How many values there are. */
    int size() {
        return values.size();
    }

    /** The number of the value; where it is a new one, nobody wrote or read it so far. */
    int number(Object value) {
        int known = values.size();
        int number = values.number(value);
        if (number == known) {
            int row = number * ROW;
            if (row == rows.length) {
                int more = (number >> 1) * ROW;
                budget.reserve((long) Integer.BYTES * more);
                rows = Arrays.copyOf(rows, row + more);
            }
            rows[row + FIRST_READ_RETURNED] = Entry.NEVER;
            rows[row + LAST_READ_INVOKED] = BEFORE_ALL;
            rows[row + SOURCE] = Values.NONE;
            rows[row + SUCCESSOR] = Values.NONE;
        }
        return number;
    }

    void read(int value, int invoked, int returned) {
        int row = value * ROW;
        rows[row + FIRST_READ_RETURNED] = Math.min(rows[row + FIRST_READ_RETURNED], returned);
        rows[row + LAST_READ_INVOKED] = Math.max(rows[row + LAST_READ_INVOKED], invoked);
    }

    /** @param source the value that the writer needed, {@link Values#NONE} where it needed none */
    void write(int value, int source, int invoked, int returned) {
        int row = value * ROW;
        rows[row + WRITE_INVOKED] = invoked;
        rows[row + WRITE_RETURNED] = returned;
        rows[row + SOURCE] = source;
        rows[row + MARKS] |= returned == Entry.NEVER ? WRITTEN : WRITTEN | HAPPENED;
    }

    int writeInvoked(int value) {
        return rows[value * ROW + WRITE_INVOKED];
    }

    int writeReturned(int value) {
        return rows[value * ROW + WRITE_RETURNED];
    }

    int firstReadReturned(int value) {
        return rows[value * ROW + FIRST_READ_RETURNED];
    }

    int lastReadInvoked(int value) {
        return rows[value * ROW + LAST_READ_INVOKED];
    }

    boolean isRead(int value) {
        return firstReadReturned(value) != Entry.NEVER;
    }

    int source(int value) {
        return rows[value * ROW + SOURCE];
    }

    /** The value whose writer needed this one; {@link Values#NONE} where none did. */
    int successor(int value) {
        return rows[value * ROW + SUCCESSOR];
    }

    /** Ties the value to the one that its writer needed. */
    void succeed(int value) {
        rows[source(value) * ROW + SUCCESSOR] = value;
        mark(value, SUCCEEDS);
    }

    boolean succeeds(int value) {
        return is(value, SUCCEEDS);
    }

    boolean isWritten(int value) {
        return is(value, WRITTEN);
    }

    /** Whether the writer took effect: it returned, or the value was needed. */
    boolean happened(int value) {
        return is(value, HAPPENED);
    }

    boolean isNeeded(int value) {
        return is(value, NEEDED);
    }

    /** The value was there: so its writer took effect. */
    void need(int value) {
        mark(value, NEEDED | HAPPENED);
    }

    private boolean is(int value, int mark) {
        return (rows[value * ROW + MARKS] & mark) != 0;
    }

    private void mark(int value, int marks) {
        rows[value * ROW + MARKS] |= marks;
    }

    @Override
    public void close() {
        values.close();
        budget.release((long) Integer.BYTES * rows.length);
    }
}
