package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Model;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one key that claim to be linearizable. Failed calls never happened; a pure read that never answered
 * constrains nothing; both are gone.
 *
 * @param path the key, and the part of a model that has parts; empty where the history has one object
 */
record Partition(List<@Nullable Object> path, Entries entries) {
    /** The attribute that is false where a call does not claim it. */
    static final String CLAIM = "linearizable";

    /** How calls are told apart. */
    enum Keying {
        /** Keyed where every invocation looks like it: a value {@code [key v]}, and the model knows {@code v}. */
        AUTO,
        KEYED,
        SINGLE
    }

    /**
     * All partitions, in order of first use.
     *
     * @throws MalformedHistory naming the operation whose shape the model does not know
     * @throws Exhausted where the budget does not allow for the calls themselves
     */
    static List<Partition> of(History history, Model<?> model, Keying keying, Budget budget) {
        return Partitioner.partitions(history, model, keying, budget);
    }

    /** The key and the part in words. */
    Optional<String> name() {
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(path.stream().map(Keys::show).collect(Collectors.joining(" ")));
    }

    /** Whether any call claims to be linearizable. */
    static boolean isAnyJudged(History history) {
        boolean all = !history.hasAttribute(CLAIM);
        int calls = history.calls().size();
        for (int call = 0; call < calls; call++) {
            if (all || claimsLinearizability(history, call)) {
                return true;
            }
        }
        return false;
    }

    /** The same of the call with that number as of the call itself. */
    static boolean claimsLinearizability(History history, int call) {
        int completed = history.completedAt(call);
        return !Boolean.FALSE.equals(history.attribute(history.invokedAt(call), CLAIM))
                && (completed < 0 || !Boolean.FALSE.equals(history.attribute(completed, CLAIM)));
    }

    static boolean claimsLinearizability(Call call) {
        return claimsLinearizability(call.invocation())
                && (call.completionOrNull() == null || claimsLinearizability(call.completionOrNull()));
    }

    private static boolean claimsLinearizability(Operation operation) {
        return operation.attributes().isEmpty()
                || !Boolean.FALSE.equals(operation.attributes().get(CLAIM));
    }
}
