package io.schism.harness.nemesis;

import io.schism.harness.backend.Backends;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@OnBackend("loopback")
class LoopbackZooKeeperFaultsIT extends ZooKeeperFaults {
    @TempDir
    static Path folder;

    private static FaultRig rig;

    @BeforeAll
    static void start() {
        rig = FaultRig.start(Backends.named("loopback"), folder, "zookeeper-faults");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Override
    FaultRig rig() {
        return rig;
    }
}
