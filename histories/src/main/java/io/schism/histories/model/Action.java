package io.schism.histories.model;

import org.jspecify.annotations.Nullable;

/**
 * What one call did, as a model sees it: the key of a keyed history is already taken off its values.
 *
 * @param f the keyword's name: {@code read}, {@code cas}
 * @param input the value of the invocation
 * @param output the value of the {@code ok} completion; null where the call has not returned
 * @param returned whether the output is known; an indeterminate call may have had any output
 */
public record Action(String f, @Nullable Object input, @Nullable Object output, boolean returned) {
    /** A call that happened, with its answer. */
    public static Action ok(String f, @Nullable Object input, @Nullable Object output) {
        return new Action(f, input, output, true);
    }

    /** A call that may have happened, its answer unknown. */
    public static Action indeterminate(String f, @Nullable Object input) {
        return new Action(f, input, null, false);
    }

    /** The same call with its answer forgotten. */
    public Action forgotten() {
        return returned ? indeterminate(f, input) : this;
    }
}
