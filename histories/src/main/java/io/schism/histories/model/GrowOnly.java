package io.schism.histories.model;

import java.util.Collection;
import java.util.Optional;

/**
 * Trait: a set that only grows, of which a read answers the whole.
 *
 * <p>The promise: an add fits in every state and leaves the set with its element, whatever the answer. A read fits
 * where its answer has exactly the elements of the set, and changes nothing. There is no other action, and elements
 * matter by {@code equals} alone.
 *
 * <p>It allows to decide every history without a search: what was read tells the order in which the elements came.
 */
public interface GrowOnly<S> extends Model<S> {
    /** The elements of the set in that state. */
    Collection<Object> elements(S state);

    /** The element that the action adds; empty where it reads. */
    Optional<Object> adds(Action action);

    /** The elements that a read answered; one that occurs twice counts once. Asked only of a read that returned. */
    Collection<?> reads(Action action);
}
