package io.schism.histories.check;

import io.schism.histories.history.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a keyed operation's value: {@code [key value]}, and {@code [key [old new]]} of a compare-and-set. */
final class Keyed {
    private Keyed() {}

    /** The key; null where the value has none. */
    static @Nullable Object key(Operation operation) {
        return operation.value() instanceof List<?> pair && pair.size() == 2 ? pair.get(0) : null;
    }

    /** What is read, or left behind by a write or a compare-and-set; null where that is nothing. */
    static @Nullable Object value(Operation operation) {
        Object value = operation.value() instanceof List<?> pair && pair.size() == 2 ? pair.get(1) : null;
        return operation.f().equals("cas") && value instanceof List<?> change && change.size() == 2
                ? change.get(1)
                : value;
    }
}
