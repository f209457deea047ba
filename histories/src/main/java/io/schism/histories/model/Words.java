package io.schism.histories.model;

import io.schism.histories.edn.EdnWriter;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How reasons are worded, the same in every model. */
final class Words {
    private static final int LONGEST = 120;

    private Words() {}

    /** The value as it stands in a history, cut where it is long. */
    static String show(@Nullable Object value) {
        return cut(EdnWriter.toString(value));
    }

    /** The same of a model's state, which may be of a class of its own. */
    static String showState(Object state) {
        try {
            return show(state);
        } catch (IllegalArgumentException e) {
            return cut(state.toString());
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** Whether it is a collection of values that are there. */
    static boolean isFull(@Nullable Object value) {
        return value instanceof Collection<?> elements && elements.stream().allMatch(Objects::nonNull);
    }

    static Optional<String> unknown(Action action, String model, String known) {
        return Optional.of("the model " + model + " knows " + known + ", not :" + action.f());
    }
}
