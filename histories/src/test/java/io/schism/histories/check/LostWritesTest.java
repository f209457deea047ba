package io.schism.histories.check;

import static io.schism.histories.check.HistoryBuilder.history;
import static io.schism.histories.check.HistoryBuilder.log;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LostWritesTest {
    @Test
    @DisplayName("1 node, every acknowledged write in its log, one key overwritten: overwriting is not losing")
    void overwriting() {
        Verdict verdict = check(history()
                .write("a", 1, 1)
                .ok("E1", 1, 1)
                .write("b", 1, 2)
                .ok("E1", 1, 2)
                .cas("c", 1, 2, 3)
                .ok("E1", 1, 3)
                .quiet()
                .finally_("E1", "primary", 1, log("1 1 a", "1 2 b", "1 3 c")));

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures())
                .containsEntry("acknowledged", 3L)
                .containsEntry("lost", 0L)
                .containsEntry("rpo-ms", 0.0);
    }

    @Test
    @DisplayName("2 nodes, asynchronous, primary isolated, the other promoted: lost, with lines, last seen and RPO")
    void failover() {
        HistoryBuilder b = history().topology("E", "E1", "W1").role("E1", "primary", 1);
        b.at(1_000).write("a", 1, 1).ok("E1", 1, 1);
        b.at(20_000).write("b", 2, 2).ok("E1", 1, 2); // acknowledged at 20.001 s
        b.at(27_001).role("W1", "primary", 2);
        b.at(30_000).write("c", 3, 3).ok("E1", 1, 3);
        b.at(31_000).write("d", 4, 4).ok("W1", 2, 3);
        b.quiet()
                .finally_("E1", "out", 1, false, log("1 1 a", "1 2 b", "1 3 c"), List.of())
                .finally_("W1", "primary", 2, log("1 1 a", "2 2 epoch-2", "2 3 d"));

        Verdict verdict = check(b);

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.reason())
                .isEqualTo("2 of 4 acknowledged writes are not in the log of W1, the surviving primary of epoch 2");
        assertThat(verdict.figures())
                .containsEntry("lost", 2L)
                .containsEntry("lost-by-node", Map.of("E1", 2L))
                .containsEntry("rpo-ms", 7_000.0)
                .containsEntry("stranded", 0L);
        assertThat(verdict.evidence()).hasSize(2);
        assertThat(verdict.evidence().get(0).indices()).containsExactly(4L, 5L);
        assertThat(verdict.evidence().get(0).text())
                .isEqualTo("write of 2 to key 2 (op b) was acknowledged by E1 under epoch 1 at position 2, 20.001 s"
                        + " (line 6, invoked in line 5); last seen in E1's log");
        assertThat(verdict.evidence().get(0).facts())
                .containsEntry("op", "b")
                .containsEntry("node", "E1")
                .containsEntry("epoch", 1L)
                .containsEntry("pos", 2L)
                .containsEntry("last-seen", List.of("E1's log"));
    }

    @Test
    @DisplayName("2 nodes, old primary rejoined, its acknowledged tail in the side file: lost, last seen there")
    void sideFile() {
        Verdict verdict = check(history()
                .write("a", 1, 1)
                .ok("E1", 1, 1)
                .quiet()
                .finally_("E1", "replica", 2, true, log("2 1 epoch-2"), log("1 1 a"))
                .finally_("W1", "primary", 2, log("2 1 epoch-2")));

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.evidence().get(0).text()).endsWith("last seen in E1's side file");
        assertThat(verdict.figures()).as("no promotion was seen").doesNotContainKey("rpo-ms");
    }

    @Test
    @DisplayName("2 nodes, a write without an answer only in the old primary's side file: stranded, never lost")
    void stranded() {
        Verdict verdict = check(history()
                .write("a", 1, 1)
                .ok("E1", 1, 1)
                .write("b", 2, 2)
                .info()
                .write("never", 3, 3)
                .fail("not-primary")
                .write("gone", 4, 4)
                .info()
                .quiet()
                .finally_("E1", "replica", 2, true, log("1 1 a", "2 2 epoch-2"), log("1 2 b"))
                .finally_("W1", "primary", 2, log("1 1 a", "2 2 epoch-2")));

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures())
                .containsEntry("acknowledged", 1L)
                .containsEntry("stranded", 1L)
                .containsEntry("stranded-by-node", Map.of("E1", 1L, "W1", 0L));
    }

    @Test
    @DisplayName("5 nodes, 25 writes lost: 20 are told, the figure has all")
    void bounded() {
        HistoryBuilder b = history();
        for (int i = 0; i < 25; i++) {
            b.write("w" + i, i, i).ok("E1", 1, i);
        }
        Verdict verdict = check(b.quiet().finally_("W1", "primary", 2, log("2 1 epoch-2")));

        assertThat(verdict.figures()).containsEntry("lost", 25L);
        assertThat(verdict.evidence()).hasSize(20);
        assertThat(verdict.evidence().get(0).text()).endsWith("last seen nowhere");
    }

    @Test
    @DisplayName("2 nodes, no quiescence, a write missing from the surviving primary: proven all the same")
    void lossWithoutQuiescence() {
        Verdict verdict = check(history()
                .topology("E", "E1", "W1")
                .write("a", 1, 1)
                .ok("E1", 1, 1)
                .restless()
                .unasked("E1")
                .finally_("W1", "primary", 2, log("2 1 epoch-2")));

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    }

    @Test
    @DisplayName("1 node, no quiescence, nothing missing: unknown")
    void noQuiescence() {
        HistoryBuilder b = history().write("a", 1, 1).ok("E1", 1, 1);
        HistoryBuilder silent = history().write("a", 1, 1).ok("E1", 1, 1);

        assertThat(check(b.restless().finally_("E1", "primary", 1, log("1 1 a")))
                        .validity())
                .isEqualTo(Validity.UNKNOWN);
        assertThat(check(silent.finally_("E1", "primary", 1, log("1 1 a"))).validity())
                .isEqualTo(Validity.UNKNOWN);
    }

    @Test
    @DisplayName("1 node, logs read while clients still wrote, no quiescence line: a missing write proves nothing")
    void logsReadTooSoon() {
        Verdict verdict =
                check(history().write("a", 1, 1).ok("E1", 1, 1).finally_("E1", "primary", 1, log("1 0 epoch-1")));

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.figures()).containsEntry("lost", 0L);
    }

    @Test
    @DisplayName(
            "2 nodes, the highest epoch's primary could not be asked: unknown, the old primary's log decides nothing")
    void survivorMissing() {
        HistoryBuilder bySample = history().write("a", 1, 1).ok("E1", 1, 1).role("W1", "primary", 2);
        HistoryBuilder byAck = history().write("a", 1, 1).ok("W1", 2, 1);

        for (HistoryBuilder b : List.of(bySample, byAck)) {
            Verdict verdict = check(b.quiet().unasked("W1").finally_("E1", "primary", 1, log("1 1 x")));
            assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
            assertThat(verdict.reason())
                    .isEqualTo("no primary of epoch 2 (the highest seen) told its final state; no final state of W1");
        }
    }

    @Test
    @DisplayName("no final state, no primary, no acknowledged write, or one without op id: unknown")
    void withoutInput() {
        assertThat(check(history().write("a", 1, 1).ok("E1", 1, 1)).reason()).isEqualTo("no node told its final state");
        assertThat(check(history().write("a", 1, 1).ok("E1", 1, 1).quiet().finally_("E1", "replica", 1, log("1 1 a")))
                        .validity())
                .isEqualTo(Validity.UNKNOWN);
        assertThat(check(history().read(1).ok("E1", 1, 1).quiet().finally_("E1", "primary", 1, log("1 1 a")))
                        .validity())
                .isEqualTo(Validity.UNKNOWN);
        assertThat(check(history()
                                .read(1)
                                .ok("E1", 1, 1)
                                .write("a", 1, 1)
                                .with("op", 7L)
                                .ok("E1", 1, 1)
                                .quiet()
                                .finally_("E1", "primary", 1, log("1 1 7")))
                        .validity())
                .isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("2 nodes, both primary of the highest epoch: a write in either log is not lost")
    void twoSurvivors() {
        HistoryBuilder b = history().write("a", 1, 1).ok("E1", 1, 1);
        b.write("b", 2, 2).ok("W1", 1, 1);
        b.quiet().finally_("E1", "primary", 1, log("1 1 a")).finally_("W1", "primary", 1, log("1 1 b"));

        assertThat(check(b).validity()).isEqualTo(Validity.VALID);
    }

    private static Verdict check(HistoryBuilder history) {
        return new LostWrites().check(history.build());
    }
}
