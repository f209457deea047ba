package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.model.Action;

/**
 * A call that is to be placed in a linearization.
 *
 * @param invoked place of the invocation in the history, in lines; {@link #START} when it may come before all others
 * @param returned place of the completion; {@link #NEVER} when the call is indeterminate
 */
record Entry(Call call, Action action, int invoked, int returned) {
    static final int START = -1;
    static final int NEVER = Integer.MAX_VALUE;

    boolean isIndeterminate() {
        return returned == NEVER;
    }

    /** The same call, free to take effect at any time from the start, or never. */
    Entry relaxed() {
        return new Entry(call, action.forgotten(), START, NEVER);
    }

    /** The same call before its answer is known. */
    Entry open() {
        return new Entry(call, action.forgotten(), invoked, NEVER);
    }

    /** The line that the call is known by: its completion where it has one. */
    long index() {
        return call.completion().orElse(call.invocation()).index();
    }
}
