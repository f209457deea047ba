package io.schism.histories.history;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values as a file would give them back: every integer that fits is a Long and every fraction a Double, within lists, sets
 * and maps too. So 1 that was written and 1L that was read are one value.
 */
final class PlainValues {
    private PlainValues() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>(list.size());
            return addAll(list, plain) ? Collections.unmodifiableList(plain) : list;
        }
        if (value instanceof Set<?> set) {
            Set<@Nullable Object> plain = new LinkedHashSet<>();
            return addAll(set, plain) ? Collections.unmodifiableSet(plain) : set;
        }
        return value instanceof Map<?, ?> map ? map(map) : value;
    }

    /** The same map, with plain values. */
    static Map<String, @Nullable Object> ofEach(Map<String, ? extends @Nullable Object> map) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((name, value) -> plain.put(name, of(value)));
        return plain;
    }

    private static Object number(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return big.longValue();
        }
        return number instanceof Float ? (Object) number.doubleValue() : number;
    }

    /** Whether one of them had to be changed. */
    private static boolean addAll(Iterable<?> values, Collection<@Nullable Object> plain) {
        boolean changed = false;
        for (Object value : values) {
            Object made = of(value);
            changed |= made != value;
            plain.add(made);
        }
        return changed;
    }

    private static Object map(Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = of(entry.getKey());
            Object value = of(entry.getValue());
            changed |= key != entry.getKey() || value != entry.getValue();
            plain.put(key, value);
        }
        return changed ? Collections.unmodifiableMap(plain) : map;
    }
}
