package io.schism.histories.history;

import io.schism.histories.edn.Keyword;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history.
 *
 * @param index place in the history, from 0; line {@code index + 1} of the {@code history.edn} that a recorder wrote
 * @param time nanoseconds since the run's start on the recorder's monotonic clock; -1 where a foreign history has none
 * @param process a client process (0 or more), {@link #NEMESIS} or {@link #OBSERVER}
 * @param type invocation or one of the three completions; nemesis and observer lines are always {@link Type#INFO}
 * @param f what was done, the keyword's name: {@code read}, {@code write}, {@code cas}, {@code cut}, {@code role}
 * @param value an EDN value: null, Boolean, Long, BigInteger, Double, String, {@code Keyword}, List, Set, Map and so on
 * @param attributes every other key of the line by the keyword's name ({@code node}, {@code epoch}, {@code pos},
 *     {@code op}, {@code region}, {@code class}, {@code error}), in the order of the line; a key is part of the value
 */
public record Operation(
        long index,
        long time,
        long process,
        Type type,
        String f,
        @Nullable Object value,
        Map<String, @Nullable Object> attributes) {

    /** The process of fault injection: {@code :nemesis}. */
    public static final long NEMESIS = -1;

    /** The process of those who look on: {@code :observer}. */
    public static final long OBSERVER = -2;

    /** Invocation, or how it completed. */
    public enum Type {
        INVOKE,
        /** It happened. */
        OK,
        /** It certainly did not happen. */
        FAIL,
        /** It may have happened, at any later time, or never. */
        INFO;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** {@code invoke}, {@code ok}, {@code fail} or {@code info}. */
        public String word() {
            return word;
        }
    }

    public boolean isClient() {
        return process >= 0;
    }

    public boolean isInvocation() {
        return type == Type.INVOKE;
    }

    /** The same with another value. */
    public Operation withValue(@Nullable Object other) {
        return new Operation(index, time, process, type, f, other, attributes);
    }

    /** The attribute's value as text; null where it is absent. A keyword gives its name. */
    public @Nullable String text(String attribute) {
        Object value = attributes.get(attribute);
        if (value == null) {
            return null;
        }
        return value instanceof Keyword keyword ? keyword.name() : value.toString();
    }

    /** The attribute's value where it is an integer. */
    public OptionalLong number(String attribute) {
        return attributes.get(attribute) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
