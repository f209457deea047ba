package io.schism.histories.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sequential specification: state and action give the next state, or a reason why that cannot be.
 *
 * <p>States are immutable values with {@code equals} and {@code hashCode}. A null value means absent. A model without
 * further traits is checked without any pruning that would need them; a trait is a promise, and a wrong one makes
 * verdicts wrong.
 *
 * @param <S> the state
 * @see SingleCell
 * @see Container
 * @see GrowOnly
 * @see Lock
 * @see Tally
 */
public interface Model<S> {
    /** The name that users type: {@code cas-register}. */
    String name();

    /** One line: its operations, and where it starts. */
    String description();

    /**
     * The state before the first operation.
     *
     * @param value what the user gave as initial value; empty for the model's own
     * @throws io.schism.histories.error.UserError where the model cannot start there
     */
    S initial(Optional<Object> value);

    /** The action after {@code state}. Called only with actions that passed {@link #precheck}. */
    Step<S> step(S state, Action action);

    /** The rule that the action's shape breaks, as a clause; empty where it breaks none. An unknown {@code f} breaks one. */
    Optional<String> precheck(Action action);

    /** What {@link #step} gets as input, for models to which it matters who calls. */
    default @Nullable Object input(long process, @Nullable Object value) {
        return value;
    }

    /**
     * Trait: the action never changes a state, whatever its answer. Where it fits it is taken at once, and where its
     * answer is unknown it is dropped.
     */
    default boolean isPureRead(Action action) {
        return false;
    }

    /**
     * Trait: actions of different parts never affect each other, so that each part is checked alone (Horn and Kroening
     * 2015). Where one that returned has no part, all are checked together; where only actions with unknown answers
     * have none, they must be superfluous: what is linearizable with one is linearizable without it.
     */
    default Optional<Object> part(Action action) {
        return Optional.empty();
    }

    /** The state for a reader: as values stand in a history where it is one, else its own words; cut where it is long. */
    default String show(S state) {
        return Words.showState(state);
    }

    /** Roughly the bytes that a state holds, for the memory limit. */
    default long weight(S state) {
        return 48;
    }
}
