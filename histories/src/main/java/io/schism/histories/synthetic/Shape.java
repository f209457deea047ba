package io.schism.histories.synthetic;

import io.schism.histories.error.UserError;

/**
 * What a synthetic history is like, whatever its kind. One shape and one kind give one history.
 *
 * @param calls invocations; a violation that has not come about by then makes it a few more
 * @param processes clients that call at the same time
 * @param busy share of its time that a client waits for an answer, above 0 and up to 1
 * @param indeterminate share of calls that end in {@code info}: half of them take effect, half of these only after
 *     the time-out; the client then goes on as another process
 * @param values how many different values are written, where they are not all distinct
 * @param keys how many objects there are in a keyed kind, how many registers under transactions
 * @param stale whether it has a violation, one, by a call of its last twentieth
 * @param seed where all of its randomness comes from
 */
public record Shape(
        int calls, int processes, double busy, double indeterminate, int values, int keys, boolean stale, long seed) {

    public Shape {
        demand(calls >= 1, "calls must be 1 or more, not " + calls);
        demand(processes >= 1, "processes must be 1 or more, not " + processes);
        demand(busy > 0 && busy <= 1, "the busy share lies above 0 and is at most 1, not " + busy);
        demand(indeterminate >= 0 && indeterminate < 1, "the indeterminate share lies in [0, 1), not " + indeterminate);
        demand(values >= 1, "values must be 1 or more, not " + values);
        demand(keys >= 1, "keys must be 1 or more, not " + keys);
        demand(!stale || processes >= 2, "a violation needs 2 processes");
    }

    /** Valid, of half busy processes, five values, one key, seed 1, every call answered. */
    public static Shape of(int calls, int processes) {
        return new Shape(calls, processes, 0.5, 0, 5, 1, false, 1);
    }

    public Shape calls(int number) {
        return new Shape(number, processes, busy, indeterminate, values, keys, stale, seed);
    }

    public Shape busy(double share) {
        return new Shape(calls, processes, share, indeterminate, values, keys, stale, seed);
    }

    public Shape indeterminate(double share) {
        return new Shape(calls, processes, busy, share, values, keys, stale, seed);
    }

    public Shape values(int number) {
        return new Shape(calls, processes, busy, indeterminate, number, keys, stale, seed);
    }

    public Shape keys(int number) {
        return new Shape(calls, processes, busy, indeterminate, values, number, stale, seed);
    }

    public Shape stale(boolean violation) {
        return new Shape(calls, processes, busy, indeterminate, values, keys, violation, seed);
    }

    public Shape seed(long other) {
        return new Shape(calls, processes, busy, indeterminate, values, keys, stale, other);
    }

    /** Whether a call of that number may prepare the violation: from four fifths on. */
    boolean prepares(int number) {
        return stale && number >= calls - calls / 5;
    }

    /** Whether a call of that number may be the violation. */
    boolean violates(int number) {
        return stale && number >= calls - calls / 20;
    }

    private static void demand(boolean holds, String rule) {
        if (!holds) {
            throw UserError.usage(rule, "see `schism generate --help`");
        }
    }
}
