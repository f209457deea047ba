package io.schism.harness.run;

import io.schism.harness.nemesis.OnBackend;
import io.schism.harness.nemesis.Shows;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of processes, in a scenario of the user's own. */
@OnBackend("loopback")
class ProcessFaultsIT {
    @TempDir
    Path folder;

    @Test
    @Shows({"pause", "stop-jvm", "gc-pause", "cpu", "kill", "stop", "restart", "crash-loop", "rolling-restart"})
    void three_nodes_each_fault_of_a_process_at_a_replica_with_majority_replication_nothing_is_lost()
            throws IOException {
        FaultPlans.assertEachTakesEffect(
                "loopback",
                folder,
                """
                - {at: 2s, fault: pause, targets: [E2], for: 5s}
                - {after: {event: healed, of: pause, delay: 1s}, fault: stop-jvm, targets: [E2], for: 5s}
                - {after: {event: healed, of: stop-jvm, delay: 1s}, fault: gc-pause, targets: [E2], for: 5s}
                - {after: {event: healed, of: gc-pause, delay: 1s}, fault: cpu, targets: [E2], share: 5%, for: 5s}
                - {after: {event: healed, of: cpu, delay: 1s}, fault: kill, targets: [W1], for: 4s}
                - {after: {event: healed, of: kill, delay: 1s}, fault: stop, targets: [W1], for: 5s}
                - {after: {event: healed, of: stop, delay: 1s}, fault: restart, targets: [W1], for: 5s}
                - {after: {event: healed, of: restart, delay: 1s}, fault: crash-loop, targets: [W1], every: 2s, for: 8s}
                - {after: {event: healed, of: crash-loop, delay: 1s}, fault: rolling-restart, targets: [E2, W1], pause: 500ms, for: 20s}
                """,
                "103s");
    }
}
