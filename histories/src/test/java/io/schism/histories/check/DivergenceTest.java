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

class DivergenceTest {
    private static final List<Object> NONE = List.of();

    @Test
    @DisplayName("3 nodes, equal logs: valid")
    void equalLogs() {
        List<Object> log = log("1 1 a", "2 2 epoch-2", "2 3 b");
        Verdict verdict = check(acked("a", "b")
                .quiet()
                .finally_("E1", "replica", 2, log)
                .finally_("W1", "primary", 2, log)
                .finally_("W2", "replica", 2, log));

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures())
                .containsEntry("fork-acked", 0L)
                .containsEntry("fork-unacked", 0L)
                .containsEntry("residual", 0L)
                .containsEntry("last-common-pos", Map.of("E1", 3L, "W2", 3L))
                .containsEntry("stale-epoch-refusals", 9L)
                .containsEntry("reference", "W1");
    }

    @Test
    @DisplayName(
            "3 nodes, old primary out with acknowledged writes of its own: both branches are counted, side by side")
    void fork() {
        Verdict verdict = check(acked("a", "e1", "w1", "w2")
                .quiet()
                .finally_("E1", "out", 1, false, log("1 1 a", "1 2 e1", "1 3 tail"), NONE)
                .finally_("E2", "out", 1, false, log("1 1 a", "1 2 e1"), NONE)
                .finally_("W1", "primary", 2, log("1 1 a", "2 2 epoch-2", "2 3 w1", "2 4 w2")));

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.figures())
                .containsEntry("fork-acked", 3L)
                .containsEntry("fork-unacked", 1L)
                .containsEntry("fork-epoch-starts", 1L)
                .containsEntry("fork-acked-by-node", Map.of("E1", 1L, "E2", 1L, "W1", 2L))
                .containsEntry("fork-unacked-by-node", Map.of("E1", 1L, "E2", 0L, "W1", 0L))
                .containsEntry("last-common-pos", Map.of("E1", 1L, "E2", 1L))
                .containsEntry("residual", 0L);
        assertThat(verdict.evidence().get(0).text())
                .isEqualTo(
                        "E1 and W1 agree up to (epoch 1, position 1, op a); then E1 has (epoch 1, position 2, op e1),"
                                + " W1 has (epoch 2, position 2, op epoch-2); the first acknowledged one is the write of 1 to"
                                + " key 1 (line 4)");
    }

    @Test
    @DisplayName("2 nodes, old primary rejoined, its unacknowledged tail put aside: valid, and counted")
    void unackedTailAside() {
        List<Object> log = log("1 1 a", "2 2 epoch-2");
        HistoryBuilder b = acked("a").write("tail", 2, 2).info();
        Verdict verdict = check(b.quiet()
                .finally_("E1", "replica", 2, true, log, log("1 2 tail"))
                .finally_("W1", "primary", 2, log));

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures())
                .containsEntry("fork-unacked", 1L)
                .containsEntry("fork-unacked-by-node", Map.of("E1", 1L, "W1", 0L))
                .containsEntry("given-up-by-node", Map.of("E1", 1L, "W1", 0L));
    }

    @Test
    @DisplayName("2 nodes, old primary rejoined, an acknowledged write put aside: invalid")
    void ackedTailAside() {
        List<Object> log = log("1 1 a", "2 2 epoch-2");
        Verdict verdict = check(acked("a", "tail")
                .quiet()
                .finally_("E1", "replica", 2, true, log, log("1 2 tail"))
                .finally_("W1", "primary", 2, log));

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.figures()).containsEntry("fork-acked-by-node", Map.of("E1", 1L, "W1", 0L));
    }

    @Test
    @DisplayName("2 nodes, the side file holds what the reference has too: no fork")
    void asideButKept() {
        List<Object> log = log("1 1 a", "2 2 epoch-2");
        Verdict verdict = check(acked("a")
                .quiet()
                .finally_("E1", "replica", 2, true, log, log("1 1 a"))
                .finally_("W1", "primary", 2, log));

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("2 nodes, a lagging replica: no fork; residual where it is a member, nothing where it stays out")
    void lagging() {
        HistoryBuilder member = acked("a", "b")
                .quiet()
                .finally_("E1", "primary", 1, log("1 1 a", "1 2 b"))
                .finally_("E2", "replica", 1, log("1 1 a"));
        HistoryBuilder out = acked("a", "b")
                .quiet()
                .finally_("E1", "primary", 1, log("1 1 a", "1 2 b"))
                .finally_("E2", "out", 1, false, log("1 1 a"), NONE);

        Verdict verdict = check(member);
        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.reason()).isEqualTo("E2 should follow the primary and has not its log");
        assertThat(verdict.figures())
                .containsEntry("fork-acked", 0L)
                .containsEntry("residual", 1L)
                .containsEntry("residual-nodes", List.of("E2"));
        assertThat(verdict.evidence().get(0).text())
                .contains("then E2 has no more, E1 has (epoch 1, position 2, op b)");
        assertThat(check(out).validity()).isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("2 nodes, a member whose log has a hole: residual, though its last entry is the reference's")
    void hole() {
        Verdict verdict = check(acked("a", "b")
                .quiet()
                .finally_("E1", "primary", 1, log("1 1 a", "1 2 b", "1 3 c"))
                .finally_("E2", "replica", 1, log("1 1 a", "1 3 c")));

        assertThat(verdict.figures()).containsEntry("residual", 1L).containsEntry("fork-unacked", 0L);
        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    }

    @Test
    @DisplayName("2 nodes, not quiet, the replica lags or still holds an unacknowledged tail: unknown")
    void restless() {
        HistoryBuilder lagging = acked("a", "b")
                .restless()
                .finally_("W1", "primary", 2, log("1 1 a", "2 2 b"))
                .finally_("E1", "replica", 2, log("1 1 a"));
        HistoryBuilder notYetAside = acked("a", "b")
                .restless()
                .finally_("W1", "primary", 2, log("1 1 a", "2 2 b"))
                .finally_("E1", "replica", 2, log("1 1 a", "1 2 tail"));

        assertThat(check(lagging).validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(check(notYetAside).validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(check(notYetAside).reason()).isEqualTo("the nodes did not become quiet within the limit");
    }

    @Test
    @DisplayName("3 nodes, not quiet and one missing, an acknowledged write outside the primary's log: proven")
    void provenFork() {
        Verdict verdict = check(acked("a", "b")
                .restless()
                .unasked("W2")
                .finally_("W1", "primary", 2, log("1 1 a", "2 2 epoch-2"))
                .finally_("E1", "replica", 2, log("1 1 a", "1 2 b")));

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    }

    @Test
    @DisplayName("2 nodes, no quiescence line, the replica read later than the primary: its newer entry proves nothing")
    void readInTurn() {
        Verdict verdict = check(acked("a", "b")
                .finally_("E1", "primary", 1, log("1 1 a"))
                .finally_("E2", "replica", 1, log("1 1 a", "1 2 b")));

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
    }

    @Test
    @DisplayName("3 nodes of the topology, one told no final state, or no primary: unknown, naming it")
    void missing() {
        Verdict verdict = check(history()
                .topology("E", "E1", "E2")
                .write("a", 1, 1)
                .ok("E1", 1, 1)
                .quiet()
                .finally_("E1", "primary", 1, log("1 1 a")));
        Verdict headless = check(acked("a").quiet().finally_("E1", "replica", 1, log("1 1 a")));

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason()).isEqualTo("no final state of E2");
        assertThat(headless.validity()).isEqualTo(Validity.UNKNOWN);
    }

    /** Writes acknowledged by E1 under epoch 1, with these op ids. */
    private static HistoryBuilder acked(String... ops) {
        HistoryBuilder b = history();
        for (int i = 0; i < ops.length; i++) {
            b.write(ops[i], i, i).ok("E1", 1, i + 1);
        }
        return b;
    }

    private static Verdict check(HistoryBuilder history) {
        return new Divergence().check(history.build());
    }
}
