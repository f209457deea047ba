package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The terminal's last block fits, whatever there is to say, and ends with the report's place. */
class SummaryTest {
    @Test
    void many_lines_are_cut_to_25_and_counted() {
        String block = Summary.fit(Collections.nCopies(40, "line"), "  report: here");
        List<String> lines = block.lines().toList();
        assertThat(lines).hasSize(Summary.MOST_LINES);
        assertThat(lines.get(23)).isEqualTo("  and 17 more lines, in the report");
        assertThat(lines.get(24)).isEqualTo("  report: here");
    }

    @Test
    void few_lines_stay() {
        assertThat(Summary.fit(List.of("a", "b"), "c")).isEqualTo("a\nb\nc\n");
    }

    @Test
    void the_time_left_is_told_in_words() {
        assertThat(StageBar.left(61_001)).isEqualTo("1 min 2 s left");
        assertThat(StageBar.left(900)).isEqualTo("1 s left");
        assertThat(StageBar.left(-5)).isEqualTo("any moment now");
    }
}
