package io.schism.harness.report;

import io.schism.histories.edn.Keyword;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads parts of an EDN value without trust: what is absent or of another shape is null, empty or the default. */
final class Field {
    private Field() {}

    /** The part of a map under a keyword. */
    static @Nullable Object of(@Nullable Object value, String key) {
        return value instanceof Map<?, ?> map ? map.get(Keyword.of(key)) : null;
    }

    /** The part as a word: a keyword's name, a string itself, anything else as shown. */
    static String word(@Nullable Object value, String otherwise) {
        if (value instanceof Keyword keyword) {
            return keyword.name();
        }
        if (value instanceof String text) {
            return text;
        }
        return value == null ? otherwise : Shown.value(value);
    }

    static long number(@Nullable Object value, long otherwise) {
        return value instanceof Number number ? number.longValue() : otherwise;
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
