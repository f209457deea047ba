package io.schism.histories.check;

import static io.schism.histories.check.HistoryBuilder.history;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.check.WorkDone.Minimum;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkDoneTest {
    private static final List<Minimum> NONE = List.of();

    @Test
    @DisplayName("2 regions, 2 phases: calls are counted by phase of their invocation, region and class")
    void counts() {
        HistoryBuilder b =
                history().phase("before").read(1).ok("E1", 1, 1).read(1).ok("E1", 1, 1);
        HistoryBuilder.CallBuilder across = b.write("a", 1, 1).from("W").invoked();
        b.phase("during");
        across.info();
        b.write("b", 1, 2).fail("suspended");

        Verdict verdict = check(b, NONE);

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures())
                .containsEntry("ok", 2L)
                .containsEntry("fail", 1L)
                .containsEntry("info", 1L)
                .containsEntry(
                        "calls",
                        Map.of(
                                "before",
                                Map.of("E", Map.of("read", tally(2, 0, 0)), "W", Map.of("write", tally(0, 0, 1))),
                                "during",
                                Map.of("E", Map.of("write", tally(0, 1, 0)))));
    }

    @Test
    @DisplayName("a minimum for each class of a region: unknown, naming phase, region and class that fell short")
    void shortfall() {
        HistoryBuilder b = history()
                .phase("before")
                .read(1)
                .ok("E1", 1, 1)
                .write("a", 1, 1)
                .ok("E1", 1, 1);
        b.phase("during").read(1).ok("E1", 1, 1);

        Verdict verdict = check(b, List.of(new Minimum("*", "E", "*", 1)));

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason()).isEqualTo("0 ok writes of region E in phase during, at least 1 needed");
        assertThat(check(b, List.of(new Minimum("*", "*", "read", 1), new Minimum("before", "*", "*", 1)))
                        .validity())
                .isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("a phase, region or class that never came: unknown")
    void unseen() {
        HistoryBuilder b = history().read(1).ok("E1", 1, 1);

        assertThat(check(b, List.of(new Minimum("after", "E", "read", 1))).validity())
                .isEqualTo(Validity.UNKNOWN);
        assertThat(check(b, List.of(new Minimum("before", "W", "read", 1))).validity())
                .isEqualTo(Validity.UNKNOWN);
        assertThat(check(b, List.of(new Minimum("before", "E", "insert", 1))).validity())
                .isEqualTo(Validity.UNKNOWN);
    }

    @Test
    @DisplayName("closing reads are no work of any phase that is asked for")
    void closingReads() {
        HistoryBuilder b = history().phase("before").write("a", 1, 1).ok("E1", 1, 1);
        b.phase("final").read(1).ok("E1", 1, 1);

        assertThat(check(b, List.of(new Minimum("*", "*", "*", 1))).validity()).isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("no call succeeded: unknown even without a minimum")
    void nothing() {
        assertThat(check(history().read(1).info(), NONE).validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(check(history(), NONE).validity()).isEqualTo(Validity.UNKNOWN);
    }

    private static Map<String, Object> tally(long ok, long fail, long info) {
        return Map.of("ok", ok, "fail", fail, "info", info);
    }

    private static Verdict check(HistoryBuilder history, List<Minimum> minimums) {
        return new WorkDone(minimums).check(history.build());
    }
}
