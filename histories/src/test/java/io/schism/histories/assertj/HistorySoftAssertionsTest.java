package io.schism.histories.assertj;

import static io.schism.histories.assertj.HistoryAssertions.HISTORY;
import static io.schism.histories.assertj.Story.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schism.histories.history.History;
import io.schism.histories.verdict.UnknownVerdictError;
import org.junit.jupiter.api.Test;

class HistorySoftAssertionsTest {
    private static final History WRONG = story().ok("write", 1L).ok("read", 2L).history();

    @Test
    void should_ask_everything_and_fail_once_with_every_answer() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> HistorySoftAssertions.assertHistorySoftly(softly -> softly.assertThat(WRONG)
                        .describedAs("after the cut")
                        .isLinearizable("register")
                        .hasSinglePrimary()))
                .withMessageContaining("[after the cut]")
                .withMessageContaining("LIN is invalid")
                .withMessageContaining("DUAL is unknown");
    }

    @Test
    void should_keep_an_unknown_verdict_as_an_error_of_its_own() {
        HistorySoftAssertions softly = new HistorySoftAssertions();
        softly.assertThat(WRONG).isLinearizable("register").hasSinglePrimary();
        softly.assertThat(1).isEqualTo(1);

        assertThat(softly.errorsCollected()).hasSize(2);
        assertThat(softly.errorsCollected().get(0)).isNotInstanceOf(UnknownVerdictError.class);
        assertThat(softly.errorsCollected().get(1)).isInstanceOf(UnknownVerdictError.class);
    }

    @Test
    void should_pass_if_every_answer_is_valid() {
        HistorySoftAssertions.assertHistorySoftly(
                softly -> softly.assertThat(story().ok("write", 1L).history()).isLinearizable("register"));
    }

    @Test
    void should_be_reached_from_assertions_on_other_things() {
        Object something = story().ok("write", 1L).history();

        assertThat(something).asInstanceOf(HISTORY).isLinearizable("register");
    }
}
