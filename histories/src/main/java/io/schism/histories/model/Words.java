package io.schism.histories.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How reasons are worded, the same in every model. */
final class Words {
    private static final int LONGEST = 120;

    private Words() {}

    /** The value as it stands in a history, cut where it is long. */
    static String show(@Nullable Object value) {
        String text = value == null ? "nil" : value instanceof String string ? '"' + string + '"' : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    static Optional<String> unknown(Action action, String model, String known) {
        return Optional.of("the model " + model + " knows " + known + ", not :" + action.f());
    }
}
