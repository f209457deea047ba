package io.schism.histories.history;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An invocation with its completion, where it has one. A call without completion is indeterminate, like one that
 * ended in {@code info}.
 */
public record Call(Operation invocation, @Nullable Operation completionOrNull) {
    public Optional<Operation> completion() {
        return Optional.ofNullable(completionOrNull);
    }

    public boolean isOk() {
        return completionOrNull != null && completionOrNull.type() == Operation.Type.OK;
    }

    /** It certainly did not happen. */
    public boolean isFailed() {
        return completionOrNull != null && completionOrNull.type() == Operation.Type.FAIL;
    }

    /** It may have happened, at any time after its invocation, or never. */
    public boolean isIndeterminate() {
        return !isOk() && !isFailed();
    }
}
