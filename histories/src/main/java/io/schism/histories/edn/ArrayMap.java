package io.schism.histories.edn;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A small immutable map in one array, in order of insertion. A history has millions of maps with a handful of keys each;
 * hash tables for them would be most of its memory.
 */
public final class ArrayMap<K, V> extends AbstractMap<K, V> {
    private static final int LARGEST = 12;

    /** Key, value, key, value and so on. */
    private final @Nullable Object[] pairs;

    private ArrayMap(@Nullable Object[] pairs) {
        this.pairs = pairs;
    }

    /**
     * An immutable map of {@code pairs[from]} to {@code pairs[from + 1]} and so on up to {@code pairs[to - 1]}; keys and
     * values may be null. A large one is a hash map.
     *
     * @throws IllegalArgumentException if a key is there twice
     */
    @SuppressWarnings("unchecked") // the caller states the types
    public static <K, V> Map<K, V> of(@Nullable Object[] pairs, int from, int to) {
        if (from == to) {
            return Collections.emptyMap();
        }
        if (to - from > 2 * LARGEST) {
            Map<K, V> large = new LinkedHashMap<>((to - from) * 2 / 3 + 1);
            for (int i = from; i < to; i += 2) {
                if (large.containsKey((K) pairs[i])) {
                    throw twice(pairs[i]);
                }
                large.put((K) pairs[i], (V) pairs[i + 1]);
            }
            return Collections.unmodifiableMap(large);
        }
        for (int i = from + 2; i < to; i += 2) {
            for (int j = from; j < i; j += 2) {
                if (Objects.equals(pairs[i], pairs[j])) {
                    throw twice(pairs[i]);
                }
            }
        }
        return new ArrayMap<>(Arrays.copyOfRange(pairs, from, to));
    }

    /** An immutable copy that keeps the order. */
    @SuppressWarnings("unchecked") // an ArrayMap is immutable, so any view of it is
    public static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> map) {
        if (map instanceof ArrayMap) {
            return (Map<K, V>) map;
        }
        @Nullable Object[] pairs = new Object[2 * map.size()];
        int next = 0;
        for (Map.Entry<? extends K, ? extends V> entry : map.entrySet()) {
            pairs[next++] = entry.getKey();
            pairs[next++] = entry.getValue();
        }
        return of(pairs, 0, next);
    }

    private static IllegalArgumentException twice(@Nullable Object key) {
        return new IllegalArgumentException("the key " + EdnWriter.toString(key) + " is there twice");
    }

    private int indexOf(@Nullable Object key) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (Objects.equals(key, pairs[i])) {
                return i;
            }
        }
        return -1;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // null for an absent key is Map's contract
    public V get(@Nullable Object key) {
        int i = indexOf(key);
        return i < 0 ? null : (V) pairs[i + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return indexOf(key) >= 0;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (int i = 0; i < pairs.length; i += 2) {
            action.accept((K) pairs[i], (V) pairs[i + 1]);
        }
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<K, V>> {
        @Override
        public int size() {
            return pairs.length / 2;
        }

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < pairs.length;
                }

                @Override
                @SuppressWarnings("unchecked")
                public Map.Entry<K, V> next() {
                    if (next >= pairs.length) {
                        throw new NoSuchElementException();
                    }
                    next += 2;
                    return new SimpleImmutableEntry<>((K) pairs[next - 2], (V) pairs[next - 1]);
                }
            };
        }
    }
}
