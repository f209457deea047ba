package io.schism.harness.knossos;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as numbers, equal ones as the same, and absent as 0: an ok read of nil means absent here and "anything" to
 * Knossos, and what is equal here is so there, whatever Clojure thinks of 1 and 1.0.
 */
final class Numbers {
    static final long ABSENT = 0;

    private final Map<Object, Long> numbers = new HashMap<>();

    long of(@Nullable Object value) {
        return value == null ? ABSENT : numbers.computeIfAbsent(value, v -> numbers.size() + 1L);
    }
}
