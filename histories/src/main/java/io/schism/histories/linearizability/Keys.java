package io.schism.histories.linearizability;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value of a keyed operation: {@code [key value]}. */
final class Keys {
    private Keys() {}

    static boolean isKeyed(@Nullable Object value) {
        return value instanceof List<?> pair && pair.size() == 2;
    }

    static @Nullable Object of(@Nullable Object value) {
        return pair(value).get(0);
    }

    /** The value without its key; the bare nil of an answer is kept. */
    static @Nullable Object strip(@Nullable Object value) {
        return value == null ? null : pair(value).get(1);
    }

    /** That the operation has a key. */
    static void demand(Operation operation) {
        if (!isKeyed(operation.value())) {
            throw new MalformedHistory(
                    operation, "a keyed history carries [key value], not " + show(operation.value()));
        }
    }

    /** That an answer which has a value has the key that was invoked. */
    static void demandSame(Operation invocation, Operation completion) {
        if (completion.value() == null) {
            return;
        }
        demand(completion);
        if (!Objects.equals(of(invocation.value()), of(completion.value()))) {
            throw new MalformedHistory(
                    completion,
                    "key " + show(of(completion.value())) + " answers an invocation of key "
                            + show(of(invocation.value())));
        }
    }

    private static List<?> pair(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    static String show(@Nullable Object value) {
        return EdnWriter.toString(value);
    }
}
