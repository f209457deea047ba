package io.schism.harness.report;

import static io.schism.harness.report.Lines.map;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockSkewTest {
    private final Lines lines = new Lines();

    @Test
    void what_an_observer_saw_last_holds_until_the_end_of_the_run() {
        lines.observer(1, "clock", "A1", map("offset-ms", 0L));
        lines.observer(5, "clock", "A1", map("offset-ms", -30_000L));
        assertThat(ClockSkew.of(lines.history(), 9_000_000_000L).clocks())
                .singleElement()
                .satisfies(clock -> {
                    assertThat(clock.seconds()).containsExactly(1, 5, 9);
                    assertThat(clock.millis()).containsExactly(0, -30_000, -30_000);
                });
    }
}
