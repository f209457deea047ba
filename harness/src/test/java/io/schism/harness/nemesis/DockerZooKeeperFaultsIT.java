package io.schism.harness.nemesis;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@OnBackend("docker")
class DockerZooKeeperFaultsIT extends ZooKeeperFaults {
    @TempDir
    static Path folder;

    private static @Nullable FaultRig rig;

    @BeforeAll
    static void start() {
        rig = FaultRig.onDocker(folder, "zookeeper-faults");
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
}
