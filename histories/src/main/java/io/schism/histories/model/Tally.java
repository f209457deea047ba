package io.schism.histories.model;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Trait: a sum to which amounts are added, and which is read.
 *
 * <p>The promise: an add fits in every state and adds its amount, whatever the answer. A read fits where its answer is
 * the sum, and changes nothing. There is no other action.
 *
 * <p>It allows to decide a history in one sweep, without a search, where all amounts are the same.
 */
public interface Tally<S> extends Model<S> {
    /** The sum in that state. */
    BigInteger sum(S state);

    /** The amount that the action adds, which may be negative; empty where it reads. */
    Optional<BigInteger> adds(Action action);

    /** The sum that a read answered. Asked only of a read that returned. */
    BigInteger reads(Action action);
}
