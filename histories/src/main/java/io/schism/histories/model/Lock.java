package io.schism.histories.model;

import java.util.Optional;

/**
 * Trait: a lock that is free, or held on behalf of one owner.
 *
 * <p>The promise: an acquire fits where the lock is free and leaves it held by the action's owner; a release fits where
 * it is held by the action's owner and leaves it free; answers do not matter. There is no other action. Where anyone
 * may release, all actions have the same owner.
 *
 * <p>It allows to decide most histories in one sweep, without a search. A lock that may be entered again by its owner, or
 * shared by readers, is none.
 */
public interface Lock<S> extends Model<S> {
    /** Who holds the lock in that state; empty where it is free. */
    Optional<Object> holder(S state);

    /** Whether the action acquires the lock; else it releases it. */
    boolean acquires(Action action);

    /** On whose behalf. */
    Object owner(Action action);
}
