package io.schism.histories.assertj;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;
import static io.schism.histories.assertj.Story.story;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schism.histories.verdict.UnknownVerdictError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LosesNoAcknowledgedWriteTest {
    private static Story twoWrites() {
        return story().ok("write", List.of("k", 1L), Map.of("op", "w-1", "node", "a", "epoch", 1L))
                .ok("write", List.of("k", 2L), Map.of("op", "w-2", "node", "a", "epoch", 1L));
    }

    @Test
    void should_pass_if_every_acknowledged_write_is_in_the_surviving_log_though_overwritten() {
        assertThat(twoWrites().quiet().finally_("a", "primary", 1, "w-1", "w-2").history())
                .losesNoAcknowledgedWrite();
    }

    @Test
    void should_fail_if_an_acknowledged_write_is_not_in_the_surviving_log() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(twoWrites()
                                .quiet()
                                .finally_("b", "primary", 2, "w-1")
                                .history())
                        .losesNoAcknowledgedWrite())
                .withMessageContainingAll(
                        "to lose no acknowledged write, but some are gone.",
                        "LOST is invalid: 1 of 2 acknowledged writes is not in the log of b",
                        "line 4 ",
                        "op w-2");
    }

    @Test
    void should_fail_as_unknown_if_no_node_told_its_log() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(twoWrites().history()).losesNoAcknowledgedWrite())
                .withMessageContaining("no node told its final state");
    }
}
