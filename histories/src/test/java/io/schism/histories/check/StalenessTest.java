package io.schism.histories.check;

import static io.schism.histories.check.HistoryBuilder.history;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StalenessTest {
    private final HistoryBuilder b = history();

    @Test
    @DisplayName("a value that was overwritten at 2.001 s and is read at 5 s: stale by 2.999 s, and valid")
    void late() {
        b.at(1_000).write("a", 1, 41).ok("E1", 1, 1);
        b.at(2_000).write("b", 1, 42).ok("E1", 1, 2);
        read(5_000, 41L);
        read(6_000, 42L);

        Verdict verdict = verdict();
        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures())
                .containsEntry("local-reads", 2L)
                .containsEntry("stale-reads", 1L)
                .containsEntry("staleness-max-ms", 2_999.0)
                .containsEntry("invented-reads", 0L);
        assertThat(verdict.evidence()).singleElement().satisfies(late -> assertThat(late.lines())
                .containsExactly(5L, 6L));
    }

    @Test
    @DisplayName("absent, although a write had completed: stale since then")
    void absent() {
        b.at(1_000).write("a", 1, 41).ok("E1", 1, 1);
        read(1_501, null);
        assertThat(verdict().figures()).containsEntry("staleness-max-ms", 500.0);
    }

    @Test
    @DisplayName("a write that overlaps the value's own, or never answered, makes nothing certainly old")
    void uncertain() {
        HistoryBuilder.CallBuilder first = b.at(1_000).write("a", 1, 41).invoked();
        b.at(1_100).write("b", 1, 42).ok("E1", 1, 1);
        b.at(1_200);
        first.ok("E1", 1, 2);
        b.at(2_000).write("c", 1, 43).info();
        read(5_000, 41L);
        read(6_000, 43L);
        assertThat(verdict().figures()).containsEntry("stale-reads", 0L);
    }

    @Test
    @DisplayName("a value that was written only later, to another key, or by a call that failed: invented")
    void invented() {
        b.at(500).write("x", 2, 50).ok("E1", 1, 1);
        b.at(600).write("y", 1, 51).fail("not-primary");
        read(1_000, 41L);
        read(1_100, 50L);
        read(1_200, 51L);
        b.at(2_000).write("a", 1, 41).ok("E1", 1, 1);

        Verdict verdict = verdict();
        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.figures()).containsEntry("invented-reads", 3L);
        assertThat(verdict.reason()).isEqualTo("3 replica-local reads returned what nobody had written");
    }

    @Test
    @DisplayName("a compare-and-set leaves its new value, and makes the old one old")
    void compareAndSet() {
        b.at(1_000).write("a", 1, 41).ok("E1", 1, 1);
        b.at(2_000).cas("b", 1, 41, 42).ok("E1", 1, 2);
        read(3_001, 42L);
        read(3_001, 41L);
        assertThat(verdict().figures()).containsEntry("stale-reads", 1L).containsEntry("staleness-max-ms", 1_000.0);
    }

    @Test
    @DisplayName("reads that claim to be linearizable are not its business: unknown")
    void noLocalRead() {
        b.at(1_000).read(1).ok("E1", 1, 1);
        assertThat(verdict().validity()).isEqualTo(Validity.UNKNOWN);
    }

    private void read(long millis, Long value) {
        b.at(millis).readAnswering(1, value).with("linearizable", false).ok("E1", 1, 1);
    }

    private Verdict verdict() {
        return new Staleness().check(b.build());
    }
}
