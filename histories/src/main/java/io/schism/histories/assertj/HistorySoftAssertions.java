package io.schism.histories.assertj;

import io.schism.histories.history.History;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * Asks everything of a history and fails once, with all answers. An unknown verdict is one of the collected errors, as an
 * {@link io.schism.histories.verdict.UnknownVerdictError}.
 */
public final class HistorySoftAssertions extends SoftAssertions {
    public HistoryAssert assertThat(@Nullable History actual) {
        return proxy(HistoryAssert.class, History.class, actual);
    }

    /** Runs the assertions, then fails where one of them did. */
    public static void assertHistorySoftly(Consumer<HistorySoftAssertions> assertions) {
        HistorySoftAssertions softly = new HistorySoftAssertions();
        assertions.accept(softly);
        AbstractSoftAssertions.assertAll(softly);
    }
}
