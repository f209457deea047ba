package io.schism.harness.report;

import static io.schism.harness.report.Lines.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.Operation.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One fault in force from 10 s to 20 s, and calls around it. */
class FaultRecoveryTest {
    private static final FaultBand FAULT =
            new FaultBand("cut", 10_000_000_000L, 10_000_000_000L, 20_000_000_000L, "healed", "", List.of());

    private final Lines lines = new Lines();
    private int made;

    @Test
    void a_kind_that_failed_until_the_heal_has_recovered_by_its_first_call_after_it() {
        for (int second = 1; second < 40; second++) {
            call(second, "read", second < 10 || second > 20);
        }
        assertThat(shown("read")).isEqualTo("11.00 s");
    }

    @Test
    void a_kind_that_is_seldom_asked_for_and_answered_was_not_disturbed() {
        for (int second = 1; second < 40; second++) {
            call(second, "read", true);
        }
        call(11.5, "cas", true);
        assertThat(shown("cas")).isEqualTo("not disturbed");
    }

    @Test
    void a_kind_that_fails_to_the_end_of_the_load_has_not_recovered_within_it() {
        for (int second = 1; second < 40; second++) {
            call(second, "read", second < 10);
        }
        assertThat(shown("read")).isEqualTo("not within the load");
    }

    private void call(double at, String kind, boolean isOk) {
        lines.client(at, made, Type.INVOKE, kind, null, attributes("region", "A"));
        lines.client(at + 0.01, made++, isOk ? Type.OK : Type.FAIL, kind, null, attributes("region", "A"));
    }

    private String shown(String kind) {
        return FaultRecovery.of(lines.history(), List.of(FAULT), 1).rows().stream()
                .filter(row -> row.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .cells()
                .get(0)
                .shown();
    }
}
