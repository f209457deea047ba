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

    static boolean isKeyed(Operation operation) {
        return operation.value() instanceof List<?> pair && pair.size() == 2;
    }

    static @Nullable Object of(Operation operation) {
        return pair(operation).get(0);
    }

    /** The value without its key; the bare nil of an answer is kept. */
    static @Nullable Object strip(Operation operation) {
        return operation.value() == null ? null : pair(operation).get(1);
    }

    /** That the operation has a key. */
    static void demand(Operation operation) {
        if (!isKeyed(operation)) {
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
        if (!Objects.equals(of(invocation), of(completion))) {
            throw new MalformedHistory(
                    completion,
                    "key " + show(of(completion)) + " answers an invocation of key " + show(of(invocation)));
        }
    }

    private static List<?> pair(Operation operation) {
        return (List<?>) Objects.requireNonNull(operation.value());
    }

    static String show(@Nullable Object value) {
        return EdnWriter.toString(value);
    }
}
