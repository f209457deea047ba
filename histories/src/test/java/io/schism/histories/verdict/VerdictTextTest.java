package io.schism.histories.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
    @Test
    @DisplayName("an invalid verdict and a valid one: both told, evidence for the invalid one")
    void block() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("dual-primary-ms", 35_000.04);
        figures.put("stale-acks", 3L);
        figures.put("from-ns", 27L);
        figures.put("nodes", List.of("E1", "W1"));
        Verdict dual = new Verdict(
                "DUAL",
                Validity.INVALID,
                "E1 acknowledged 3 calls",
                figures,
                List.of(Evidence.of("E1 in line 7", List.of(6L))));
        Verdict gap =
                new Verdict("GAP", Validity.VALID, "measured", Map.of(), List.of(Evidence.of("not told", List.of())));

        assertThat(VerdictText.of(List.of(dual, gap)))
                .isEqualTo(
                        """
                        INVALID
                        DUAL   invalid  E1 acknowledged 3 calls
                                        dual-primary-ms 35000.0, stale-acks 3
                                        - E1 in line 7
                        GAP    valid    measured
                        """);
    }

    @Test
    @DisplayName("any number of verdicts, however long: at most 25 lines of 160 columns")
    void bounded() {
        for (int verdicts = 0; verdicts < 40; verdicts++) {
            Verdict verdict = new Verdict(
                    "LOST",
                    Validity.INVALID,
                    "lost\n".repeat(100),
                    Map.of("lost", 1L),
                    Collections.nCopies(20, Evidence.of("w".repeat(300), List.of())));
            List<String> lines = VerdictText.of(Collections.nCopies(verdicts, verdict))
                    .lines()
                    .toList();

            assertThat(lines).hasSizeLessThanOrEqualTo(25).allMatch(line -> line.length() <= 160);
            if (verdicts > 11) {
                assertThat(lines.get(lines.size() - 1)).isEqualTo("and " + (verdicts - 11) + " more");
            }
        }
    }
}
