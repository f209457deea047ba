package io.schism.histories.assertj;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;
import static io.schism.histories.assertj.Story.story;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schism.histories.history.History;
import io.schism.histories.verdict.UnknownVerdictError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HasSinglePrimaryTest {
    private static Map<String, Object> by(String node, long epoch) {
        return Map.of("node", node, "epoch", epoch);
    }

    @Test
    void should_pass_if_the_old_primary_is_silent_once_the_new_one_has_acknowledged() {
        History history =
                story().ok("write", 1L, by("a", 1)).ok("write", 2L, by("b", 2)).history();

        assertThat(history).hasSinglePrimary();
    }

    @Test
    void should_fail_if_the_old_primary_acknowledges_what_was_invoked_after_the_new_one_had() {
        History history = story().ok("write", 1L, by("a", 1))
                .ok("write", 2L, by("b", 2))
                .ok("write", 3L, by("a", 1))
                .history();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(history).hasSinglePrimary())
                .withMessageContainingAll(
                        "Expecting a history of 3 calls in 6 lines",
                        "to have one primary at any time, but two acknowledged at once.",
                        "DUAL is invalid: a acknowledged 1 call under epoch 1",
                        "The lines that it rests on:",
                        "  line 6        0.006 s  process 2   ok     write 3  (");
    }

    @Test
    void should_fail_as_unknown_if_no_answer_tells_node_and_epoch() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(story().ok("write", 1L).history()).hasSinglePrimary())
                .withMessageContaining("no ok call tells the node and epoch that answered");
    }
}
