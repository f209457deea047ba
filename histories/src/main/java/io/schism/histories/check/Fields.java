package io.schism.histories.check;

import io.schism.histories.edn.Keyword;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The fields of a nemesis or observer line's {@code :value}, by the name of a keyword or string; of anything but a map, none. */
record Fields(Map<?, ?> map) {
    static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    @Nullable
    Object get(String name) {
        Object value = map.get(Keyword.of(name));
        return value == null ? map.get(name) : value;
    }

    /** A string, or a keyword's name; null where absent. */
    @Nullable
    String text(String name) {
        Object value = get(name);
        return value == null ? null : text(value);
    }

    OptionalLong number(String name) {
        return get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    List<?> list(String name) {
        return get(name) instanceof List<?> list ? list : List.of();
    }

    static String text(Object value) {
        return value instanceof Keyword keyword ? keyword.name() : String.valueOf(value);
    }
}
