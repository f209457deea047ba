package io.schism.harness.run;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Feature;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the network and of processes on real containers. */
@Tag("docker")
class FaultsDockerIT {
    @TempDir
    Path folder;

    @Test
    void two_regions_each_fault_of_the_network_between_them_with_majority_replication_nothing_is_lost()
            throws IOException {
        boolean delays = Backends.named("docker").lacks(Feature.PACKET_DELAY).isEmpty();
        FaultPlans.assertEachTakesEffect(
                "docker",
                folder,
                """
                - {at: 2s, fault: cut, from: [E1], to: [W1], for: 2s}
                - {at: 10s, fault: loss, sides: [[E1], [W1]], share: 30%, for: 4s}
                - {at: 25s, fault: rate, sides: [[E1], [W1]], limit: 50, for: 5s}
                - {at: 40s, fault: reset, sides: [[E1], [W1]], for: 2s}
                - {at: 50s, fault: duplicate, sides: [[E1], [W1]], share: 30%, for: 2s}
                - {at: 60s, fault: names, targets: [W1], server: silent, for: 3s}
                - {at: 68s, fault: names, targets: [W1], server: refused, for: 2s}
                """
                        + (delays
                                ? """
                        - {at: 74s, fault: delay, sides: [[E1], [W1]], by: 50ms, jitter: 10ms, for: 3s}
                        - {at: 84s, fault: reorder, sides: [[E1], [W1]], share: 30%, by: 20ms, for: 3s}
                        """
                                : ""),
                delays ? "95s" : "75s");
    }

    @Test
    void three_nodes_each_fault_of_a_process_at_a_replica_with_majority_replication_nothing_is_lost()
            throws IOException {
        FaultPlans.assertEachTakesEffect(
                "docker",
                folder,
                """
                - {at: 2s, fault: pause, targets: [E2], for: 2s}
                - {at: 8s, fault: stop-jvm, targets: [E2], for: 2s}
                - {at: 14s, fault: gc-pause, targets: [E2], for: 5s}
                - {at: 30s, fault: cpu, targets: [E2], share: 5%, for: 5s}
                - {at: 45s, fault: out-of-memory, targets: [W1], for: 3s}
                - {at: 60s, fault: restart, targets: [W1], for: 5s}
                - {at: 75s, fault: crash-loop, targets: [W1], every: 3s, for: 10s}
                - {at: 95s, fault: rolling-restart, targets: [E2, W1], pause: 500ms, for: 30s}
                """,
                "130s");
    }
}
