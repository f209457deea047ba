package io.schism.harness.knossos;

import io.schism.histories.history.Call;
import io.schism.histories.history.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the operations of one model are put to Knossos' model of the same name. */
interface Dialect {
    /** What Knossos has one value for, known when the call returns: the answer of a read, the input of a write. */
    record Effect(String f, @Nullable Object value) {}

    /** What Knossos' model has no word for. */
    final class Inexpressible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Inexpressible(String what) {
            super(what);
        }
    }

    /** What the model's constructor takes. */
    default List<Object> arguments() {
        return List.of();
    }

    /** What happens before all else, so that Knossos starts where the question does. */
    List<Effect> start(Optional<Object> initial, List<Call> calls, Numbers numbers);

    /**
     * What a call did, or may have done; empty for what constrains nothing.
     *
     * @throws Inexpressible where the model has no word for it
     */
    Optional<Effect> effect(Call call, Numbers numbers);

    /** The answer of a call that happened. */
    static @Nullable Object output(Call call) {
        return call.completion().map(Operation::value).orElse(null);
    }

    static Collection<?> elements(@Nullable Object value) {
        return value instanceof Collection<?> collection ? collection : List.of();
    }
}
