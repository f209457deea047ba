package io.schism.histories.linearizability;

/** A model in numbers: states and actions are counted from 0. */
interface Transitions<S> {
    int INCONSISTENT = -1;

    /** The number of a state, which is given one where it has none. */
    int number(S state);

    /**
     * The state that the action leads to; {@link #INCONSISTENT} where it does not fit; below that, several states,
     * to be had from {@link #several}.
     */
    int next(int state, int action);

    int[] several(int result);

    S state(int number);

    /** Whether so many states are known that those no longer in use should go. */
    boolean isFull();

    /** Forgets all other states; gives the new number of each that stays, in the order of the argument. */
    int[] retain(int[] states);
}
