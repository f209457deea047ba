package io.schism.histories.check;

import static io.schism.histories.check.HistoryBuilder.history;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FaultsInForceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    @DisplayName("a cut in force and healed: valid, with its times")
    void healed() {
        Verdict verdict = check(history()
                .phase("before")
                .at(20_000)
                .fault("cut", 1, "pending", "pairs", List.of(List.of("E1", "W1")), "sent", 20 * SECOND)
                .at(20_300)
                .fault("cut", 1, "in-force", "sent", 20 * SECOND, "acknowledged", 20 * SECOND + 5_000_000)
                .phase("during")
                .at(63_400)
                .fault("cut", 1, "healed", "sent", 63 * SECOND, "acknowledged", 63 * SECOND + 1)
                .phase("after"));

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.reason()).isEqualTo("every planned fault (1) was in force and then healed");
        assertThat(verdict.figures()).containsEntry("cut-ms", 42_700.0);
        assertThat(faults(verdict).get(0))
                .containsEntry("fault", "cut 1")
                .containsEntry("where", List.of(List.of("E1", "W1")))
                .containsEntry("sent-to-acknowledged-ms", 5.0)
                .containsEntry("sent-to-in-force-ms", 300.0)
                .containsEntry("in-force-ms", 42_700.0);
    }

    @Test
    @DisplayName("a heal whose sending is not told: the cut counts until it was seen healed")
    void untoldHeal() {
        Verdict verdict = check(history()
                .at(1_000)
                .fault("cut", 1, "in-force", "sent", SECOND)
                .at(3_000)
                .fault("cut", 1, "healed", "sent", SECOND));

        assertThat(verdict.figures()).containsEntry("cut-ms", 2_000.0);
    }

    @Test
    @DisplayName("a cut that a probe got through: unknown with the reason, never invalid")
    void failed() {
        Verdict verdict = check(history()
                .fault("cut", 1, "pending")
                .fault("cut", 1, "in-force")
                .fault("cut", 1, "failed", "reason", "a probe got from W1 to E1")
                .fault("cut", 1, "healed"));

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason()).isEqualTo("cut 1 failed: a probe got from W1 to E1 (line 3)");
    }

    @Test
    @DisplayName("two faults, one never in force, the other never healed: unknown, naming both")
    void unfinished() {
        Verdict verdict = check(history()
                .fault("cut", 1, "pending")
                .fault("pause", 2, "pending")
                .fault("pause", 2, "in-force", "nodes", List.of("E1"))
                .fault("cut", 1, "healed"));

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason()).isEqualTo("cut 1 was never in force; pause 2 was never seen healed");
        assertThat(faults(verdict).get(1)).containsEntry("where", List.of("E1"));
    }

    @Test
    @DisplayName("a limit of 2 s held for 62 s: unknown with both; held for 30 s: a slow heal, valid")
    void heldTooLong() {
        Verdict tooLong = check(limitOfTwoSeconds(63 * SECOND));
        assertThat(tooLong.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(tooLong.reason()).isEqualTo("rate 1 was held for 62.000 s, and planned for 2.000 s (line 3)");
        assertThat(check(limitOfTwoSeconds(31 * SECOND)).validity()).isEqualTo(Validity.VALID);
    }

    private static HistoryBuilder limitOfTwoSeconds(long acknowledged) {
        return history()
                .fault("rate", 1, "pending", "lasts-ms", 2_000L)
                .fault("rate", 1, "in-force", "lasts-ms", 2_000L, "sent", SECOND, "acknowledged", SECOND)
                .fault("rate", 1, "healed", "lasts-ms", 2_000L, "sent", 3 * SECOND, "acknowledged", acknowledged);
    }

    @Test
    @DisplayName("no fault planned: valid")
    void none() {
        assertThat(check(history().phase("before")).reason()).isEqualTo("no fault was planned");
        assertThat(check(history().phase("before")).validity()).isEqualTo(Validity.VALID);
    }

    @Test
    @DisplayName("a nemesis line without a fault's state: unknown")
    void foreign() {
        assertThat(check(history().fault("start", 1, "isolated")).validity()).isEqualTo(Validity.UNKNOWN);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> faults(Verdict verdict) {
        return (List<Map<String, Object>>) verdict.figures().get("faults");
    }

    private static Verdict check(HistoryBuilder history) {
        return new FaultsInForce().check(history.build());
    }
}
