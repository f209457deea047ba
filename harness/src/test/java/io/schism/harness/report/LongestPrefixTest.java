package io.schism.harness.report;

import static io.schism.harness.report.Lines.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.report.LongestPrefix.Step;
import io.schism.histories.history.Operation.Type;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order that the checker found, as the page shows it. */
class LongestPrefixTest {
    private final Lines lines = new Lines();

    private void call(double at, long process, String f, List<Object> asked, List<Object> answered, String node) {
        lines.client(at, process, Type.INVOKE, f, asked, attributes("region", "E"));
        lines.client(at + 0.5, process, Type.OK, f, answered, attributes("node", node, "epoch", 1L));
    }

    @Test
    void two_writes_and_a_stale_read__the_order_of_the_writes_and_the_read_that_fits_nowhere() {
        call(1, 0, "write", List.of(7L, 1L), List.of(7L, 1L), "E1");
        call(2, 1, "write", List.of(7L, 2L), List.of(7L, 2L), "W1");
        call(3, 2, "read", Arrays.asList(7L, null), List.of(7L, 1L), "E1");
        Evidence evidence = Linearizability.of(Models.named("cas-register"))
                .check(lines.history())
                .evidence()
                .get(0);
        LongestPrefix prefix = LongestPrefix.of(lines.history(), evidence.facts());
        assertThat(prefix.claim())
                .isEqualTo("One order in which the 2 calls on this key in the first 5 lines may have taken effect:");
        assertThat(prefix.steps()).hasSize(3);
        assertThat(prefix.steps().get(0))
                .isEqualTo(new Step("write 1", "client 0 in E · E1 epoch 1", "1.00 s", "1", "1", false));
        assertThat(prefix.steps().get(1).leaves()).isEqualTo("2");
        assertThat(prefix.steps().get(2).fails()).isTrue();
        assertThat(prefix.steps().get(2).leaves()).contains("read returned 1; the register held 2");
        assertThat(prefix.begin()).isEmpty();
    }

    @Test
    void evidence_of_another_engine_has_no_order() {
        assertThat(LongestPrefix.of(lines.history(), Map.of("reason", "Knossos says so"))
                        .steps())
                .isEmpty();
    }
}
