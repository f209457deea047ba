package io.schism.histories.assertj;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;
import static io.schism.histories.assertj.Story.story;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schism.histories.verdict.UnknownVerdictError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicasConvergeTest {
    private static Story oneWrite() {
        return story().ok("write", List.of("k", 1L), Map.of("op", "w-1", "node", "a", "epoch", 1L));
    }

    @Test
    void should_pass_if_every_replica_ends_with_the_primarys_log() {
        assertThat(oneWrite()
                        .quiet()
                        .finally_("a", "primary", 1, "w-1")
                        .finally_("b", "replica", 1, "w-1")
                        .history())
                .replicasConverge();
    }

    @Test
    void should_fail_if_a_replica_misses_a_write_once_all_is_quiet() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(oneWrite()
                                .quiet()
                                .finally_("a", "primary", 1, "w-1")
                                .finally_("b", "replica", 1)
                                .history())
                        .replicasConverge())
                .withMessageContainingAll(
                        "to end with one log on every replica, but the logs differ.",
                        "DIV is invalid: b should follow the primary and has not its log");
    }

    @Test
    void should_fail_as_unknown_if_nobody_waited_for_quiet() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(oneWrite()
                                .finally_("a", "primary", 1, "w-1")
                                .finally_("b", "replica", 1)
                                .history())
                        .replicasConverge())
                .withMessageContaining("no line tells that the nodes had become quiet");
    }
}
