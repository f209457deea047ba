package io.schism.histories.assertj;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;
import static io.schism.histories.assertj.Story.story;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schism.histories.check.Checker;
import io.schism.histories.history.History;
import io.schism.histories.verdict.UnknownVerdictError;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassesTest {
    private static final History HISTORY = story().ok("write", 1L).history();

    /** A checker of the user's own. */
    private record Says(Validity validity) implements Checker {
        @Override
        public String name() {
            return "SAYS";
        }

        @Override
        public Verdict check(History history) {
            return new Verdict(name(), validity, "because 100 % of it is so", Map.of(), List.of());
        }
    }

    @Test
    void should_pass_if_the_checker_says_valid() {
        assertThat(HISTORY).passes(new Says(Validity.VALID));
    }

    @Test
    void should_fail_if_the_checker_says_invalid() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(HISTORY).passes(new Says(Validity.INVALID)))
                .withMessageContainingAll("to pass SAYS", "SAYS is invalid: because 100 % of it is so");
    }

    @Test
    void should_fail_as_unknown_if_the_checker_says_unknown() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(HISTORY).passes(new Says(Validity.UNKNOWN)));
    }
}
