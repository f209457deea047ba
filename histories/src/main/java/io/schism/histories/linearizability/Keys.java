package io.schism.histories.linearizability;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.history.Call;
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

    /** That the invocation has a key, and an ok answer the same one. */
    static void demand(Call call) {
        Operation invocation = call.invocation();
        if (!isKeyed(invocation)) {
            throw new MalformedHistory(
                    invocation, "a keyed history carries [key value], not " + show(invocation.value()));
        }
        Operation completion = call.completion().orElse(invocation);
        if (!call.isOk() || completion.value() == null) {
            return;
        }
        if (!isKeyed(completion)) {
            throw new MalformedHistory(
                    completion, "a keyed history carries [key value], not " + show(completion.value()));
        }
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
