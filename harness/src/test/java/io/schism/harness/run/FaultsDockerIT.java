package io.schism.harness.run;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Feature;
import io.schism.harness.nemesis.OnBackend;
import io.schism.harness.nemesis.Refusals;
import io.schism.harness.nemesis.Shows;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the network and of processes on real containers. */
@Tag("docker")
@OnBackend("docker")
class FaultsDockerIT {
    @TempDir
    Path folder;

    @Test
    @Shows({"cut", "loss", "rate", "reset", "duplicate", "names"})
    void two_regions_each_fault_of_the_network_between_them_with_majority_replication_nothing_is_lost()
            throws IOException {
        FaultPlans.assertEachTakesEffect(
                "docker",
                folder,
                """
                - {at: 2s, fault: cut, from: [E1], to: [W1], for: 3s}
                - {at: 7s, fault: loss, sides: [[E1], [W1]], share: 30%, for: 4s}
                - {at: 15s, fault: rate, sides: [[E1], [W1]], limit: 50, for: 5s}
                - {at: 25s, fault: reset, sides: [[E1], [W1]], for: 4s}
                - {at: 31s, fault: duplicate, sides: [[E1], [W1]], share: 30%, for: 4s}
                - {at: 37s, fault: names, targets: [W1], server: silent, for: 4s}
                - {at: 43s, fault: names, targets: [W1], server: refused, for: 4s}
                - {at: 48s, fault: names, targets: [W1], server: slow, by: 1s, for: 4s}
                """,
                "56s");
    }

    /** That the machine really lacks what the reason says is seen by {@code DockerDelayIT}. */
    @Test
    @Shows({"delay", "reorder"})
    void two_regions_delayed_and_reordered_where_the_machine_can_and_refused_for_that_reason_where_it_cannot()
            throws IOException {
        Backend docker = Backends.named("docker");
        if (docker.lacks(Feature.PACKET_DELAY).isPresent()) {
            Refusals.assertRefused(docker, folder, "delay");
            Refusals.assertRefused(docker, folder, "reorder");
            return;
        }
        FaultPlans.assertEachTakesEffect(
                "docker",
                folder,
                """
                - {at: 2s, fault: delay, sides: [[E1], [W1]], by: 50ms, jitter: 10ms, for: 5s}
                - {at: 9s, fault: reorder, sides: [[E1], [W1]], share: 30%, by: 20ms, for: 5s}
                """,
                "16s");
    }

    @Test
    @Shows({
        "pause",
        "stop-jvm",
        "gc-pause",
        "cpu",
        "out-of-memory",
        "kill",
        "stop",
        "restart",
        "crash-loop",
        "rolling-restart"
    })
    void three_nodes_each_fault_of_a_process_at_a_replica_with_majority_replication_nothing_is_lost()
            throws IOException {
        FaultPlans.assertEachTakesEffect(
                "docker",
                folder,
                """
                - {at: 2s, fault: pause, targets: [E2], for: 5s}
                - {after: {event: healed, of: pause, delay: 1s}, fault: stop-jvm, targets: [E2], for: 5s}
                - {after: {event: healed, of: stop-jvm, delay: 1s}, fault: gc-pause, targets: [E2], for: 6s}
                - {after: {event: healed, of: gc-pause, delay: 1s}, fault: cpu, targets: [E2], share: 5%, for: 5s}
                - {after: {event: healed, of: cpu, delay: 1s}, fault: out-of-memory, targets: [W1], for: 6s}
                - {after: {event: healed, of: out-of-memory, delay: 1s}, fault: kill, targets: [W1], for: 4s}
                - {after: {event: healed, of: kill, delay: 1s}, fault: stop, targets: [W1], for: 6s}
                - {after: {event: healed, of: stop, delay: 1s}, fault: restart, targets: [W1], for: 5s}
                - {after: {event: healed, of: restart, delay: 1s}, fault: crash-loop, targets: [W1], every: 3s, for: 10s}
                - {after: {event: healed, of: crash-loop, delay: 1s}, fault: rolling-restart, targets: [E2, W1], pause: 500ms, for: 25s}
                """,
                "125s");
    }
}
