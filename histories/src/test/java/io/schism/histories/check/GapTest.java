package io.schism.histories.check;

import static io.schism.histories.check.HistoryBuilder.history;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GapTest {
    @Test
    @DisplayName("2 regions, E cut off for 2 s: the gap lasts from E's first attempt that failed to its next success")
    void cut() {
        HistoryBuilder b = history();
        b.at(1_000).read(1).ok("E1", 1, 1);
        b.at(1_001).read(1).from("W").ok("W1", 1, 1);
        b.at(1_500).read(1).fail("not-primary");
        b.at(2_500).read(1).info();
        b.at(3_499).read(1).ok("E1", 1, 1);
        b.at(4_000).read(1).from("W").ok("W1", 1, 1);

        Verdict verdict = new Gap().check(b.build());

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures())
                .containsEntry("gap-ms", Map.of("E", Map.of("read", 2_000.0), "W", Map.of("read", 1.0)))
                .containsEntry("longest-gap-ms", Map.of("E", 2_000.0, "W", 1.0));
        assertThat(verdict.evidence().get(0).text())
                .isEqualTo("E: longest gap 2.000 s, from 1.500 s to 3.500 s, 3 attempts");
    }

    @Test
    @DisplayName(
            "1 region, one call hangs for 3 s while nothing else is asked: a gap; an idle second before it is none")
    void hangingCall() {
        HistoryBuilder b = history();
        b.at(1_000).read(1).ok("E1", 1, 1);
        HistoryBuilder.CallBuilder hanging = b.at(2_000).read(1).invoked();
        b.at(5_000);
        hanging.ok("E1", 1, 1);

        assertThat(new Gap().check(b.build()).figures()).containsEntry("longest-gap-ms", Map.of("E", 3_000.0));
    }

    @Test
    @DisplayName("1 region, a call pending at the last success: the gap begins there")
    void pendingAtSuccess() {
        HistoryBuilder b = history();
        HistoryBuilder.CallBuilder pending = b.at(1_000).read(1).invoked();
        b.at(1_499).read(1).ok("E1", 1, 1); // completes at 1.500 s
        b.at(4_000);
        pending.info();

        assertThat(new Gap().check(b.build()).figures()).containsEntry("longest-gap-ms", Map.of("E", 2_500.0));
    }

    @Test
    @DisplayName("1 region that never succeeds: from the first attempt to the last one's end, closing reads left out")
    void neverOk() {
        HistoryBuilder b = history();
        b.at(1_000).write("a", 1, 1).fail("starting");
        b.at(8_999).write("b", 1, 2).fail("starting");
        b.phase("final");
        b.at(20_000).read(1).ok("E1", 1, 1);

        assertThat(new Gap().check(b.build()).figures()).containsEntry("gap-ms", Map.of("E", Map.of("write", 8_000.0)));
    }

    @Test
    @DisplayName("a call that was never answered, the run killed: the gap lasts as long as the load")
    void killed() {
        HistoryBuilder b = history();
        b.at(1_000).write("a", 1, 1).invoked();
        b.at(4_999).read(1).ok("E1", 1, 1);

        assertThat(new Gap().check(b.build()).figures())
                .containsEntry("gap-ms", Map.of("E", Map.of("write", 4_000.0, "read", 1.0)));
    }

    @Test
    @DisplayName("1 region, every compare-and-set mismatched: the service answered, no gap")
    void mismatch() {
        HistoryBuilder b = history();
        for (int t = 1_000; t <= 9_000; t += 1_000) {
            b.at(t).cas("c" + t, 1, 1, 2).fail("mismatch");
        }
        assertThat(new Gap().check(b.build()).figures()).containsEntry("longest-gap-ms", Map.of("E", 1.0));
    }

    @Test
    @DisplayName("limits by region: invalid where exceeded, valid within, unknown for a region that nobody called from")
    void limits() {
        HistoryBuilder b = history();
        b.at(1_000).read(1).fail("out");
        b.at(2_999).read(1).ok("E1", 1, 1);

        assertThat(check(b, Map.of("*", Duration.ofMillis(1_999))).validity()).isEqualTo(Validity.INVALID);
        assertThat(check(b, Map.of("*", Duration.ofMillis(1_999))).reason())
                .isEqualTo("E was without success for 2.000 s, limit 1.999 s");
        assertThat(check(b, Map.of("*", Duration.ofMillis(1), "E", Duration.ofMillis(2_000)))
                        .validity())
                .isEqualTo(Validity.VALID);
        assertThat(check(b, Map.of("W", Duration.ofMillis(1))).validity()).isEqualTo(Validity.UNKNOWN);
    }

    @Test
    @DisplayName("1 region, cut at 2 s, failing until 6 s: recovered 4 s after the cut was in force")
    void recovery() {
        HistoryBuilder b = load(2_000, 6_000, 20_000);

        assertThat(new Gap().check(b.build()).figures()).containsEntry("recovery-ms", Map.of("E", 4_000.0));
        assertThat(new Gap(Map.of(), 0.1)
                        .check(load(2_000, 6_000, 7_000).build())
                        .figures())
                .as("scaled: 0.5 s are enough")
                .containsEntry("recovery-ms", Map.of("E", 4_000.0));
    }

    @Test
    @DisplayName("1 region, the load ends 4 s after it succeeds again: no recovery can be told")
    void noRecovery() {
        assertThat(new Gap().check(load(2_000, 6_000, 10_000).build()).figures())
                .containsEntry("recovery-ms", Map.of());
    }

    @Test
    @DisplayName("1 region that the cut did not touch: recovered at once")
    void untouched() {
        assertThat(new Gap().check(load(2_000, 2_000, 20_000).build()).figures())
                .containsEntry("recovery-ms", Map.of("E", 0.0));
    }

    @Test
    @DisplayName("no client calls: unknown")
    void noCalls() {
        assertThat(new Gap().check(history().quiet().build()).validity()).isEqualTo(Validity.UNKNOWN);
    }

    /** A read every 20 ms until an end; those from the cut to the recovery fail. */
    private static HistoryBuilder load(int cut, int recovered, int end) {
        HistoryBuilder b = history();
        for (int t = 20; t <= end; t += 20) {
            if (t == cut) {
                b.at(t).fault("cut", 1, "in-force");
            }
            b.at(t);
            if (t >= cut && t < recovered) {
                b.read(1).fail("not-primary");
            } else {
                b.read(1).ok("E1", 1, 1);
            }
        }
        return b;
    }

    private static Verdict check(HistoryBuilder history, Map<String, Duration> limits) {
        return new Gap(limits, 1).check(history.build());
    }
}
