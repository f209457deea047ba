package io.schism.histories.linearizability;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values in numbers from 0 on, equal ones in the same. A {@code Long} is kept as its bits, without an object; of all
 * others the first of those that are equal. Open addressing with linear probing, three quarters full at most.
 */
final class Values implements AutoCloseable {
    /** What is not there: no value has this number. */
    static final int NONE = -1;

    private static final Object NIL = new Object();
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int FEW = 16;

    private final Budget budget;

    /** Of each value the integer that it is, or its hash. */
    private long[] bits = new long[FEW];

    /** Of each value the object that it is, null where it is an integer; empty as long as all are. */
    private @Nullable Object[] objects = {};

    private int[] table = new int[2 * FEW];
    private int shift = Long.numberOfLeadingZeros(table.length - 1L);
    private int size;

    /** The number of nil, which is asked for more often than any other. */
    private int nil = NONE;

    Values(Budget budget) {
        this.budget = budget;
        budget.reserve(bytes());
    }

    private long bytes() {
        return (long) Long.BYTES * bits.length + (long) Integer.BYTES * (objects.length + table.length);
    }

    /** Gives back what the tables hold. */
    @Override
    public void close() {
        budget.release(bytes());
    }

    int size() {
        return size;
    }

    /** The number of the value, a new one where none is equal to it. */
    int number(@Nullable Object value) {
        if (value instanceof Long integer) {
            return number(integer.longValue());
        }
        if (value != null) {
            return ofObject(value);
        }
        nil = nil == NONE ? ofObject(NIL) : nil;
        return nil;
    }

    int number(long integer) {
        int at = slot(integer);
        for (; table[at] != 0; at = next(at)) {
            int number = table[at] - 1;
            if (bits[number] == integer && (number >= objects.length || objects[number] == null)) {
                return number;
            }
        }
        return insert(at, integer);
    }

    private int ofObject(Object object) {
        long hash = object.hashCode();
        int at = slot(hash);
        for (; table[at] != 0; at = next(at)) {
            int number = table[at] - 1;
            if (bits[number] == hash && number < objects.length && object.equals(objects[number])) {
                return number;
            }
        }
        int number = insert(at, hash);
        if (number >= objects.length) {
            budget.reserve((long) Integer.BYTES * (bits.length - objects.length));
            objects = Arrays.copyOf(objects, bits.length);
        }
        objects[number] = object;
        return number;
    }

    private int slot(long key) {
        return (int) (key * GOLDEN >>> shift);
    }

    private int next(int at) {
        return at + 1 & table.length - 1;
    }

    private int insert(int at, long key) {
        if (size == bits.length) {
            int capacity = size + (size >> 1);
            budget.reserve((long) Long.BYTES * (capacity - size));
            bits = Arrays.copyOf(bits, capacity);
        }
        bits[size] = key;
        table[at] = ++size;
        if (size > table.length / 4 * 3) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        budget.reserve((long) Integer.BYTES * table.length);
        table = new int[2 * table.length];
        shift--;
        for (int number = 0; number < size; number++) {
            int at = slot(bits[number]);
            while (table[at] != 0) {
                at = next(at);
            }
            table[at] = number + 1;
        }
    }

    /** The value of that number. */
    @Nullable
    Object get(int number) {
        Object object = number < objects.length ? objects[number] : null;
        return object == null ? (Object) bits[number] : object == NIL ? null : object;
    }
}
