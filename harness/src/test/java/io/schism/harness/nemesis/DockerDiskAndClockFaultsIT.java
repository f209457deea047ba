package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.clock.Faketime;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@OnBackend("docker")
class DockerDiskAndClockFaultsIT extends DiskAndClockFaults {
    @TempDir
    static Path folder;

    private static @Nullable FaultRig rig;

    @BeforeAll
    static void start() {
        rig = FaultRig.onDocker(
                folder, "disk-faults", Faketime.lacking().isEmpty() ? new String[] {"clock-jump"} : new String[0]);
    }

    @AfterAll
    static void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    @Override
    FaultRig rig() {
        return Objects.requireNonNull(rig);
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
    void three_nodes_the_data_of_a_replica_read_only_it_does_not_start() {
        String replica = rig().replica();
        rig().during(rig().aim("disk-read-only", Map.of(), replica), () -> assertThat(
                        rig().cluster.site().isRunning(replica))
                .isFalse());
    }
}
