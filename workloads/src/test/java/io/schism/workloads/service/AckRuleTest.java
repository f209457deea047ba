package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.workloads.coordination.Peer;
import io.schism.workloads.policy.Policy;
import io.schism.workloads.policy.Policy.CopiesCount;
import io.schism.workloads.policy.Policy.Replication;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AckRuleTest {
    private static final List<AckRule.Match> MATCHES =
            List.of(match("E2", "E", 9), match("C1", "C", 7), match("W1", "W", 5), match("W2", "W", 3));

    private static AckRule.Match match(String node, String region, long pos) {
        return new AckRule.Match(new Peer(node, region, true, "h:1"), pos);
    }

    private static long confirmable(Replication replication, int copies, CopiesCount counts, long own) {
        Policy safe = Policies.replication(Policies.SAFE, replication, copies, false);
        Policy policy = new Policy(
                safe.replication(),
                safe.copies(),
                safe.fallback(),
                counts,
                safe.visibility(),
                safe.whenSuspended(),
                safe.fencing(),
                safe.promotion(),
                safe.reads(),
                safe.rejoin());
        return new AckRule(policy, "E", 5).confirmable(own, MATCHES);
    }

    @Test
    @DisplayName("asynchronous: what the primary itself has synced")
    void asynchronous() {
        assertThat(confirmable(Replication.ASYNCHRONOUS, 0, CopiesCount.ANYWHERE, 10))
                .isEqualTo(10);
    }

    @Test
    @DisplayName("copies: what as many replicas have, of those that count, never more than the primary's own disk")
    void copies() {
        assertThat(confirmable(Replication.COPIES, 1, CopiesCount.ANYWHERE, 10)).isEqualTo(9);
        assertThat(confirmable(Replication.COPIES, 1, CopiesCount.ANYWHERE, 8)).isEqualTo(8);
        assertThat(confirmable(Replication.COPIES, 1, CopiesCount.OUTSIDE_REGION, 10))
                .isEqualTo(7);
        assertThat(confirmable(Replication.COPIES, 2, CopiesCount.OUTSIDE_REGION, 10))
                .isEqualTo(5);
        assertThat(confirmable(Replication.COPIES, 4, CopiesCount.OUTSIDE_REGION, 10))
                .isZero();
    }

    @Test
    @DisplayName("majority of 5: what the primary and two replicas have, wherever they are")
    void majority() {
        assertThat(confirmable(Replication.MAJORITY, 0, CopiesCount.OUTSIDE_REGION, 10))
                .isEqualTo(7);
    }
}
