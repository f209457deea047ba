package io.schism.histories.model;

import java.util.Collection;
import java.util.function.UnaryOperator;

/**
 * Trait: to given actions many states are alike.
 *
 * <p>The promise: of the states of one object, no sequence of those actions tells a state from the one that it is merged
 * into. Each action fits in both or in neither, and what it leaves in the one is merged into the same as what it leaves in
 * the other. A string that no read's answer begins with is like any other such string, a value that no read answered like
 * any other such value.
 *
 * <p>It allows to see how little of an invalid history is impossible whatever else happened: with few states left, all
 * that free operations can lead to is known.
 */
public interface Merging<S> extends Model<S> {
    /**
     * What each state is merged into.
     *
     * @param actions all that will be done; each passed {@link #precheck}
     */
    UnaryOperator<S> merging(Collection<Action> actions);
}
