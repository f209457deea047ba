package io.schism.workloads.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.workloads.coordination.Peer;
import io.schism.workloads.policy.Policy;
import io.schism.workloads.policy.Policy.Replication;
import io.schism.workloads.service.Policies;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AckSetsTest {
    private static final List<Peer> FIVE = List.of(
            new Peer("E1", "E", true, "h:1"),
            new Peer("E2", "E", true, "h:2"),
            new Peer("C1", "C", false, "h:3"),
            new Peer("W1", "W", true, "h:4"),
            new Peer("W2", "W", true, "h:5"));

    private static boolean met(Replication replication, int copies, String... reached) {
        Policy policy = Policies.replication(Policies.SAFE, replication, copies, false);
        return new AckSets(policy, FIVE).metBy(Set.of(reached));
    }

    @Test
    @DisplayName("one copy outside the region, the primary's region lost: all others must be reached")
    void oneCopyOutside() {
        assertThat(met(Replication.COPIES, 1, "C1", "W1", "W2")).isTrue();
        assertThat(met(Replication.COPIES, 1, "W1", "W2")).isFalse();
        assertThat(met(Replication.COPIES, 1, "C1", "W1")).isFalse();
    }

    @Test
    @DisplayName("two copies outside the region, the primary lost: one of those that count may be missing, not two")
    void twoCopiesOutside() {
        assertThat(met(Replication.COPIES, 2, "E2", "C1", "W1")).isTrue();
        assertThat(met(Replication.COPIES, 2, "E2", "W1")).isFalse();
    }

    @Test
    @DisplayName(
            "a node that may have been primary, and a holder of its copies, both lost: not met, though the last primary is reached")
    void earlierPrimaries() {
        assertThat(met(Replication.COPIES, 1, "E1", "E2", "W2", "C1")).isTrue();
        assertThat(met(Replication.COPIES, 1, "E1", "W1", "C1")).isFalse();
    }

    @Test
    @DisplayName("majority: any majority; asynchronous: whoever answers")
    void others() {
        assertThat(met(Replication.MAJORITY, 0, "C1", "W1", "W2")).isTrue();
        assertThat(met(Replication.MAJORITY, 0, "W1", "W2")).isFalse();
        assertThat(met(Replication.ASYNCHRONOUS, 0, "W2")).isTrue();
        assertThat(met(Replication.ASYNCHRONOUS, 0)).isFalse();
    }
}
