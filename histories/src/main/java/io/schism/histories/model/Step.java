package io.schism.histories.model;

import java.util.Collection;
import java.util.List;

/** What a model says of one action in one state: where it leads, or why it cannot be. */
public sealed interface Step<S> {
    /** It leads to one of these states; more than one only where the answer is unknown. Never empty. */
    record Next<S>(List<S> states) implements Step<S> {}

    /** It cannot happen in that state; the reason is a clause without a full stop. */
    record Inconsistent<S>(String reason) implements Step<S> {}

    static <S> Step<S> to(S state) {
        return new Next<>(List.of(state));
    }

    static <S> Step<S> toAnyOf(Collection<S> states) {
        return new Next<>(List.copyOf(states));
    }

    static <S> Step<S> inconsistent(String reason) {
        return new Inconsistent<>(reason);
    }
}
