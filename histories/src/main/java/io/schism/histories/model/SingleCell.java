package io.schism.histories.model;

import java.util.Optional;

/**
 * Trait: the state is one cell that a write forgets. Every action fits in one certain state or in all of them, and
 * leaves one certain state behind, whatever came before.
 *
 * <p>It allows to place indeterminate operations lazily: one matters only where the next operation needs the value that
 * it leaves, so it is placed immediately before that one, alone or in a chain of others, or never. In models that
 * remember more than the last write (appends, queues, several registers) this is unsound.
 */
public interface SingleCell<S> extends Model<S> {
    /**
     * The only state in which the action fits; empty where it fits in all. Not asked of a pure read with an unknown
     * answer, nor is {@link #leaves}.
     */
    Optional<S> needs(Action action);

    /** The state after the action. */
    S leaves(Action action);
}
