package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.clock.Faketime;
import io.schism.harness.cluster.Backend;
import io.schism.histories.error.UserError;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class DockerDiskAndClockFaultsIT extends DiskAndClockFaults {
    private static final Backend DOCKER = Backends.named("docker");

    @TempDir
    static Path folder;

    private static @Nullable FaultRig rig;

    @BeforeAll
    static void start() {
        boolean hasClocks = Faketime.lacking().isEmpty();
        try {
            rig = FaultRig.start(
                    DOCKER,
                    folder,
                    "disk-faults-" + ProcessHandle.current().pid(),
                    hasClocks ? new String[] {"clock-jump"} : new String[0]);
        } catch (UserError e) {
            if (System.getenv().getOrDefault("SCHISM_REQUIRE", "").contains("docker")) {
                throw e;
            }
            Assumptions.abort(e.getMessage());
        }
    }

    @AfterAll
    static void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    @Override
    FaultRig rig() {
        return java.util.Objects.requireNonNull(rig);
    }

    @Override
    @Test
    void three_nodes_a_replica_s_clock_jumps_back_runs_fast_and_strobes_and_is_right_again() {
        Faketime.lacking().ifPresent(Assumptions::abort);
        super.three_nodes_a_replica_s_clock_jumps_back_runs_fast_and_strobes_and_is_right_again();
    }

    @Test
    void three_nodes_the_data_of_a_replica_read_only_it_does_not_start() {
        String replica = rig().replica();
        rig().during(rig().aim("disk-read-only", Map.of(), replica), () -> assertThat(
                        rig().cluster.site().isRunning(replica))
                .isFalse());
    }
}
