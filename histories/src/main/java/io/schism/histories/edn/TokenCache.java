package io.schism.histories.edn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Short ASCII tokens and what they stand for, so that {@code :process} or {@code "E1"} is made once and not a million times.
 * A later token takes the place of an earlier one with the same slot, so it never grows and no input can slow it down.
 */
final class TokenCache<T> {
    private static final int SLOTS = 1 << 10;
    private static final int LONGEST = 40;

    private final byte[][] tokens = new byte[SLOTS][];
    private final @Nullable Object[] values = new Object[SLOTS];
    private final Function<String, T> make;

    TokenCache(Function<String, T> make) {
        this.make = make;
    }

    /** What the ASCII bytes from {@code from} to {@code to} stand for. */
    @SuppressWarnings("unchecked") // only put() below fills the values
    T get(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
        byte[] token = tokens[slot];
        Object value = values[slot];
        if (value != null && Arrays.equals(token, 0, token.length, bytes, from, to)) {
            return (T) value;
        }
        T made = make.apply(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        if (to - from <= LONGEST) {
            tokens[slot] = Arrays.copyOfRange(bytes, from, to);
            values[slot] = made;
        }
        return made;
    }
}
