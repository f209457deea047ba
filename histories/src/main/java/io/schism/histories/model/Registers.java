package io.schism.histories.model;

import io.schism.histories.edn.EdnWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What named registers hold; immutable, and absent where nothing was written. A write copies one bucket of them and takes
 * over the rest and the hash: a search makes and compares a state at each step, of registers that mostly stay as they are.
 */
final class Registers {
    static final Registers EMPTY = new Registers(new @Nullable Object[32][], 0, 0);

    private static final Object[] NOTHING = {};

    /** Name, value, name, value and so on; null for an empty one. */
    private final @Nullable Object[][] buckets;

    private final int size;
    private final int hash;

    private Registers(@Nullable Object[][] buckets, int size, int hash) {
        this.buckets = buckets;
        this.size = size;
        this.hash = hash;
    }

    int size() {
        return size;
    }

    /** What the register holds; null where it holds nothing. */
    @Nullable
    Object get(Object name) {
        Object[] bucket = bucket(place(name));
        int at = find(bucket, name);
        return at < 0 ? null : bucket[at + 1];
    }

    /** The same but for that register, which holds nothing where the value is null. */
    Registers with(Object name, @Nullable Object value) {
        int place = place(name);
        Object[] bucket = bucket(place);
        int at = find(bucket, name);
        if (at < 0 && value == null) {
            return this;
        }
        int without = at < 0 ? hash : hash - hash(name, bucket[at + 1]);
        @Nullable Object[][] others = buckets.clone();
        if (value == null) {
            others[place] = removed(bucket, at);
            return new Registers(others, size - 1, without);
        }
        Object[] changed = Arrays.copyOf(bucket, at < 0 ? bucket.length + 2 : bucket.length);
        int to = at < 0 ? bucket.length : at;
        changed[to] = name;
        changed[to + 1] = value;
        others[place] = changed;
        return new Registers(others, at < 0 ? size + 1 : size, without + hash(name, value));
    }

    private static Object[] removed(Object[] bucket, int at) {
        Object[] left = Arrays.copyOf(bucket, bucket.length - 2);
        System.arraycopy(bucket, at + 2, left, at, left.length - at);
        return left;
    }

    private int place(Object name) {
        int spread = name.hashCode() * 0x9E3779B9;
        return spread >>> 27;
    }

    private Object[] bucket(int place) {
        Object[] bucket = buckets[place];
        return bucket == null ? NOTHING : bucket;
    }

    private static int find(Object[] bucket, Object name) {
        for (int at = 0; at < bucket.length; at += 2) {
            if (bucket[at].equals(name)) {
                return at;
            }
        }
        return -1;
    }

    /** The sum of these is the hash of all, in whatever order they were written. */
    private static int hash(Object name, Object value) {
        int mixed = (31 * name.hashCode() + value.hashCode()) * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Registers registers) || hash != registers.hash || size != registers.size) {
            return false;
        }
        for (int place = 0; place < buckets.length; place++) {
            if (buckets[place] != registers.buckets[place] && !holdsAll(bucket(place), registers)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsAll(Object[] bucket, Registers registers) {
        for (int at = 0; at < bucket.length; at += 2) {
            if (!bucket[at + 1].equals(registers.get(bucket[at]))) {
                return false;
            }
        }
        return true;
    }

    /** The same as a map, in an order that only the names decide. */
    Map<Object, Object> asMap() {
        Map<Object, Object> map = new TreeMap<>(Comparator.comparing(EdnWriter::toString));
        for (int place = 0; place < buckets.length; place++) {
            Object[] bucket = bucket(place);
            for (int at = 0; at < bucket.length; at += 2) {
                map.put(bucket[at], bucket[at + 1]);
            }
        }
        return map;
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
