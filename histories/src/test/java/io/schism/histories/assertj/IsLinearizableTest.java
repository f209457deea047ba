package io.schism.histories.assertj;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;
import static io.schism.histories.assertj.Story.story;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schism.histories.error.UserError;
import io.schism.histories.history.History;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.UnknownVerdictError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsLinearizableTest {
    private static final History FINE = story().ok("write", 1L).ok("read", 1L).history();
    private static final History STALE = story().ok("write", 1L)
            .ok("write", 2L)
            .ok("read", 1L)
            .ok("read", 2L)
            .history();

    @Test
    void should_pass_if_an_order_explains_every_answer() {
        assertThat(FINE)
                .isLinearizable("register")
                .isLinearizable(Models.named("register"))
                .isLinearizable(Linearizability.of(Models.named("register")).within(Duration.ofSeconds(5)));
    }

    @Test
    void should_fail_if_a_read_sees_what_was_overwritten_before_it_began() {
        AssertionError error = catchThrowableOfType(
                AssertionError.class, () -> assertThat(STALE).isLinearizable("register"));

        org.assertj.core.api.Assertions.assertThat(error)
                .isNotInstanceOf(UnknownVerdictError.class)
                .hasMessage(
                        """

                        Expecting a history of 4 calls in 8 lines
                        to be linearizable as a register, but it is not.

                        LIN is invalid: not linearizable against the model register
                          the first 5 lines are linearizable; with line 6 no linearization is left: read returned 1; \
                        the register held 2 since write of index 3 (process 1, 2) completed at 0.004 s
                        Smallest counterexample:
                          line 1        0.001 s  process 0   invoke write 1
                          line 2        0.002 s  process 0   ok     write 1
                          line 3        0.003 s  process 1   invoke write 2
                          line 4        0.004 s  process 1   ok     write 2
                          line 5        0.005 s  process 2   invoke read nil
                          line 6        0.006 s  process 2   ok     read 1\
                        """);
    }

    @Test
    void should_fail_if_one_key_of_a_keyed_history_is_not_linearizable() {
        History keyed = story().ok("write", List.of("a", 1L))
                .ok("write", List.of("b", 1L))
                .ok("read", List.of("b", 7L))
                .history();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(keyed)
                        .isLinearizable(
                                Linearizability.of(Models.named("register")).keyed(true)))
                .withMessageContaining("1 of 2 keys")
                .withMessageContaining("key \"b\": ");
    }

    @Test
    void should_fail_as_unknown_if_no_time_is_left_to_decide() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(STALE)
                        .isLinearizable(
                                Linearizability.of(Models.named("register")).within(Duration.ZERO)))
                .withMessageContaining("to be decided by LIN, but nobody can tell")
                .withMessageContaining("LIN is unknown: ");
    }

    @Test
    void should_fail_as_unknown_if_there_is_no_call() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(story().history()).isLinearizable("register"))
                .withMessageContaining("no operation claims to be linearizable");
    }

    @Test
    void should_tell_the_description_given_to_it() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThat(STALE).describedAs("after the %s", "cut").isLinearizable("register"))
                .withMessageStartingWith("[after the cut] ");
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(story().history()).as("nothing").isLinearizable("register"))
                .withMessageStartingWith("[nothing] ");
    }

    @Test
    void should_tell_the_message_that_stands_in_for_its_own() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(story().history())
                        .withFailMessage("100 % nothing")
                        .isLinearizable("register"))
                .withMessage("100 % nothing");
    }

    @Test
    void should_fail_if_there_is_no_history() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(null).isLinearizable("register"))
                .withMessageContaining("not to be null");
    }

    @Test
    void should_name_the_models_if_there_is_none_of_that_name() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> assertThat(FINE).isLinearizable("registre"))
                .withMessageContaining("choose one of register, cas-register");
    }

    @Test
    void should_name_the_line_if_the_model_does_not_know_the_operation() {
        History other = story().ok("write", 1L).ok("push", 1L).history();

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> assertThat(other).isLinearizable("register"))
                .withMessageContaining("line 3")
                .withMessageContaining("push");
    }
}
