package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.clock.Faketime;
import io.schism.harness.cluster.Backend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnBackend("loopback")
class LoopbackDiskAndClockFaultsIT extends DiskAndClockFaults {
    private static final Backend LOOPBACK = Backends.named("loopback");

    @TempDir
    static Path folder;

    private static FaultRig rig;

    @BeforeAll
    static void start() {
        boolean hasClocks = Faketime.lacking().isEmpty();
        rig = FaultRig.start(LOOPBACK, folder, "disk-faults", hasClocks ? new String[] {"clock-jump"} : new String[0]);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Override
    FaultRig rig() {
        return rig;
    }

    @Override
    @Test
    @Shows({"clock-jump", "clock-drift", "clock-strobe"})
    void three_nodes_a_replica_s_clock_jumps_back_runs_fast_and_strobes_and_is_right_again() {
        Faketime.lacking().ifPresent(Assumptions::abort);
        super.three_nodes_a_replica_s_clock_jumps_back_runs_fast_and_strobes_and_is_right_again();
    }

    @Test
    @Shows("disk-read-only")
    void three_nodes_the_data_of_a_replica_read_only_it_does_not_start_but_as_root_the_fault_is_refused()
            throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            assertThat(Faults.named("disk-read-only").unavailable(LOOPBACK))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("run as root"));
            Refusals.assertRefused(LOOPBACK, folder, "disk-read-only");
            return;
        }
        String replica = rig.replica();
        rig.during(
                rig.aim("disk-read-only", Map.of(), replica),
                () -> assertThat(rig.cluster.site().isRunning(replica)).isFalse());
    }
}
