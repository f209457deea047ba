package io.schism.histories.assertj;

import io.schism.histories.history.History;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions on histories begin; to be imported beside AssertJ's own {@code Assertions.assertThat}.
 *
 * <pre>{@code
 * assertThat(recorder.history()).isLinearizable("register").hasSinglePrimary();
 * }</pre>
 */
public final class HistoryAssertions {
    /** For {@code asInstanceOf} and {@code extracting}: {@code assertThat(result).extracting("history", HISTORY)}. */
    public static final InstanceOfAssertFactory<History, HistoryAssert> HISTORY =
            new InstanceOfAssertFactory<>(History.class, HistoryAssertions::assertThat);

    private HistoryAssertions() {}

    public static HistoryAssert assertThat(@Nullable History actual) {
        return new HistoryAssert(actual);
    }
}
