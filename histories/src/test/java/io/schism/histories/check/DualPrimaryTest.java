package io.schism.histories.check;

import static io.schism.histories.check.HistoryBuilder.history;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DualPrimaryTest {
    @Test
    @DisplayName("2 nodes, failover after the old primary fell silent: one primary at any time")
    void failover() {
        Verdict verdict = check(history()
                .write("a", 1, 1)
                .ok("E1", 1, 1)
                .write("b", 1, 2)
                .ok("W1", 2, 3)
                .read(1)
                .ok("W1", 2, 3)
                .build());

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures()).containsEntry("dual-primary-ms", 0.0).containsEntry("stale-acks", 0L);
    }

    @Test
    @DisplayName("2 nodes, the old primary serves on through a cut: dual, with window, nodes, epochs and lines")
    void servesOn() {
        HistoryBuilder b = history();
        b.at(1_000).write("a", 1, 1).ok("E1", 1, 1);
        HistoryBuilder.CallBuilder pending = b.at(2_000).write("b", 2, 2).invoked();
        b.at(27_000).write("c", 3, 3).from("W").ok("W1", 2, 2); // completes at 27.001 s
        pending.ok("E1", 1, 2); // invoked before: no proof
        b.at(28_000).write("d", 4, 4).ok("E1", 1, 3);
        b.at(40_000).read(4).ok("E1", 1, 3);
        b.at(62_001).write("e", 5, 5).ok("E1", 1, 4);
        b.at(63_000).write("f", 6, 6).ok("W1", 2, 5);

        Verdict verdict = check(b.build());

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.reason())
                .isEqualTo("E1 acknowledged 3 calls under epoch 1 that were invoked after W1 had acknowledged under"
                        + " epoch 2, over 35.000 s");
        assertThat(verdict.figures())
                .containsEntry("dual-primary-ms", 35_000.0)
                .containsEntry("stale-acks", 3L)
                .containsEntry("nodes", List.of("E1", "W1"))
                .containsEntry("epochs", List.of(1L, 2L))
                .containsEntry("from-ns", 27_001_000_000L)
                .containsEntry("to-ns", 62_001_000_000L);
        assertThat(verdict.evidence()).hasSize(3);
        assertThat(verdict.evidence().get(0).indices()).containsExactly(3L, 4L);
        assertThat(verdict.evidence().get(0).lines()).containsExactly(4L, 5L);
        assertThat(verdict.evidence().get(1).indices()).containsExactly(6L, 7L);
        assertThat(verdict.evidence().get(2).indices()).containsExactly(10L, 11L);
        assertThat(verdict.evidence().get(2).text()).contains("E1", "epoch 1", "62.002 s", "line 12");
    }

    @Test
    @DisplayName("2 nodes, an old acknowledgement concurrent with the new epoch's first: not dual")
    void concurrent() {
        HistoryBuilder b = history();
        HistoryBuilder.CallBuilder old = b.write("a", 1, 1).invoked();
        b.write("b", 2, 2).ok("W1", 2, 2);
        Verdict verdict = check(old.ok("E1", 1, 1).build());

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("2 nodes, both acknowledge under epoch 1, never interleaved: invalid")
    void sharedEpoch() {
        Verdict verdict = check(history()
                .write("a", 1, 1)
                .ok("E1", 1, 1)
                .write("b", 2, 2)
                .ok("W1", 1, 1)
                .build());

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.reason()).isEqualTo("E1 and W1 both acknowledged under epoch 1");
        assertThat(verdict.figures())
                .containsEntry("dual-primary-ms", 0.0)
                .containsEntry("stale-acks", 0L)
                .containsEntry("shared-epochs", List.of(1L));
        assertThat(verdict.evidence()).extracting(e -> e.indices()).containsExactly(List.of(0L, 1L), List.of(2L, 3L));
    }

    @Test
    @DisplayName("2 nodes, both acknowledge under epoch 1 in turns: the window ends with the first node's last")
    void sharedEpochInTurns() {
        HistoryBuilder b = history();
        b.at(10).write("a", 1, 1).ok("E1", 1, 1);
        b.at(20).write("b", 2, 2).ok("W1", 1, 1);
        b.at(51).write("c", 3, 3).ok("E1", 1, 2);

        assertThat(check(b.build()).figures()).containsEntry("dual-primary-ms", 30.0);
    }

    @Test
    @DisplayName("2 nodes, stale reads that do not claim to be linearizable: not dual")
    void localReads() {
        Verdict verdict = check(history()
                .write("a", 1, 1)
                .ok("W1", 2, 1)
                .read(1)
                .with("linearizable", false)
                .ok("E1", 1, 0)
                .build());

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("2 nodes, the old primary only refuses and times out after the failover: not dual")
    void refusals() {
        Verdict verdict = check(history()
                .write("a", 1, 1)
                .ok("W1", 2, 1)
                .write("b", 1, 2)
                .with("node", "E1")
                .with("epoch", 1L)
                .fail("suspended")
                .write("c", 1, 3)
                .with("node", "E1")
                .with("epoch", 1L)
                .info()
                .build());

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("3 nodes, two old epochs served on: the longest window counts, all are told")
    void threeEpochs() {
        HistoryBuilder b = history();
        b.at(10).write("a", 1, 1).ok("W1", 2, 1); // 11 ms
        b.at(21).write("b", 2, 2).ok("E1", 1, 1);
        b.at(30).write("c", 3, 3).ok("C1", 3, 1); // 31 ms
        b.at(61).write("d", 4, 4).ok("W1", 2, 2);
        b.at(71).write("e", 5, 5).ok("E1", 1, 2);

        Verdict verdict = check(b.build());

        assertThat(verdict.figures()).containsEntry("dual-primary-ms", 60.0).containsEntry("stale-acks", 3L);
        assertThat((List<?>) verdict.figures().get("windows")).hasSize(2);
    }

    @Test
    @DisplayName("no ok call tells its epoch: unknown")
    void noEpochs() {
        assertThat(check(history().write("a", 1, 1).ok().build()).validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(check(History.of(List.of())).validity()).isEqualTo(Validity.UNKNOWN);
    }

    @Test
    @DisplayName("2 nodes claim to be primary for 300 ms, nobody served twice: claimed overlap, and valid")
    void claimedOverlap() {
        HistoryBuilder b = history().write("a", 1, 1).ok("E1", 1, 1);
        for (int t = 100; t <= 1_000; t += 100) {
            b.at(t).role("E1", t <= 600 ? "primary" : "unreachable", 1);
            b.role("W1", t > 400 ? "primary" : "replica", t > 400 ? 2 : 1);
        }
        Verdict verdict = check(b.build());

        // W1 claims from its sample of 501 ms, E1 until its sample of 700 ms.
        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures()).containsEntry("claimed-overlap-ms", 199.0);
    }

    @Test
    @DisplayName("a claim is counted for 500 ms at most where samples are missing")
    void claimsAreCapped() {
        HistoryBuilder b = history().write("a", 1, 1).ok("E1", 1, 1);
        b.at(1_000).role("E1", "primary", 1).at(1_000).role("W1", "primary", 2);
        b.at(9_000).role("E1", "primary", 1).at(9_000).role("W1", "primary", 2);

        assertThat(check(b.build()).figures())
                .containsAllEntriesOf(Map.of("claimed-overlap-ms", 500.0, "dual-primary-ms", 0.0));
    }

    private static Verdict check(History history) {
        return new DualPrimary().check(history);
    }
}
