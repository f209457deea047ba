package io.schism.harness.run;

import io.schism.harness.nemesis.OnBackend;
import io.schism.harness.nemesis.Shows;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the network, in a scenario of the user's own. */
@OnBackend("loopback")
class NetworkFaultsIT {
    @TempDir
    Path folder;

    @Test
    @Shows({"cut", "loss", "delay", "rate", "reset"})
    void two_regions_each_fault_of_the_network_between_them_with_majority_replication_nothing_is_lost()
            throws IOException {
        FaultPlans.assertEachTakesEffect(
                "loopback",
                folder,
                """
                - {at: 2s, fault: cut, from: [E1], to: [W1], for: 4s}
                - {after: {event: healed, of: cut, delay: 1s}, fault: loss, sides: [[E1], [W1]], share: 30%, for: 15s}
                - {after: {event: healed, of: loss, delay: 1s}, fault: delay, sides: [[E], [W1]], by: 50ms, jitter: 10ms, for: 4s}
                - {after: {event: healed, of: delay, delay: 1s}, fault: rate, sides: [[E1], [W1]], limit: 50, for: 5s}
                - {after: {event: healed, of: rate, delay: 1s}, fault: reset, sides: [[E1], [W1]], for: 4s}
                - {after: {event: healed, of: reset, delay: 1s}, fault: loss, from: [E1], to: [W1], share: 100%, for: 5s}
                """,
                "66s");
    }
}
