package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlanCommandTest {
    @RegisterExtension
    final Console console = new Console();

    private String plan(String seed) {
        console.clear();
        assertThat(Main.execute("plan", "random-faults", "--variant", "safe", "--seed", seed))
                .isZero();
        return console.out();
    }

    @Test
    void the_plan_of_a_seed_is_printed_the_same_each_time_with_nothing_left_to_chance() {
        String printed = plan("7");
        assertThat(printed)
                .isEqualTo(plan("7"))
                .isNotEqualTo(plan("8"))
                .startsWith("# random-faults safe, seed 7\nplan:\n")
                .contains("fault: cut", "seed: ", "quiet:")
                .doesNotContain("random:", "weight");
        assertThat(printed.lines()).hasSizeGreaterThan(10);
    }
}
