package io.schism.harness.nemesis;

import io.schism.harness.backend.Backends;
import io.schism.harness.partition.Partition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Conversations over TCP show a fault of either direction; {@code FabricMatrixTest} tells directions apart, byte by byte. */
class LoopbackNetworkMatrixIT extends NetworkMatrix {
    @TempDir
    static Path folder;

    private static FaultRig rig;

    @BeforeAll
    static void start() {
        rig = FaultRig.ofFive(Backends.named("loopback"), folder, "matrix");
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
    List<Measured> faults() {
        return List.of(
                new Measured("cut", Map.of(), false, NetworkMatrix::isClosed),
                // Each that is lost takes its retransmission: one shape is enough.
                new Measured(
                        "loss",
                        Map.of("share", "50%"),
                        false,
                        List.of(Partition.MAJORITIES_RING),
                        NetworkMatrix::loses),
                new Measured("delay", Map.of("by", "400ms"), false, NetworkMatrix::isLate),
                new Measured("rate", Map.of("limit", "100"), true, NetworkMatrix::isSlow),
                new Measured("reset", Map.of(), false, NetworkMatrix::isRefused));
    }
}
