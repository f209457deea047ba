package io.schism.harness.nemesis;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Packets tell directions apart; those of TCP, which go both ways, do not. */
@Tag("docker")
class DockerNetworkMatrixIT extends NetworkMatrix {
    private static final int DATAGRAMS = 60;

    @TempDir
    static Path folder;

    private static @Nullable FaultRig rig;

    @BeforeAll
    static void start() {
        rig = FaultRig.onDocker(id -> FaultRig.ofFive(Backends.named("docker"), folder, id), "matrix");
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

    private static Arrivals arrivals(Network network, Pair pair) {
        return network.send(pair, DATAGRAMS).orElseThrow();
    }

    private static boolean getsNothing(Network network, Pair pair) {
        return arrivals(network, pair).arrived() == 0;
    }

    private static boolean getsTwice(Network network, Pair pair) {
        return arrivals(network, pair).copies() > 0;
    }

    @Override
    List<Measured> faults() {
        return Stream.of(
                        new Measured("cut", Map.of(), true, DockerNetworkMatrixIT::getsNothing),
                        new Measured("loss", Map.of("share", "50%"), true, NetworkMatrix::loses),
                        new Measured("delay", Map.of("by", "400ms"), false, NetworkMatrix::isLate),
                        new Measured("rate", Map.of("limit", "100"), true, NetworkMatrix::isSlow),
                        new Measured("duplicate", Map.of("share", "50%"), true, DockerNetworkMatrixIT::getsTwice),
                        new Measured("reset", Map.of(), false, NetworkMatrix::isRefused))
                .filter(measured -> Faults.named(measured.fault())
                        .unavailable(rig().backend)
                        .isEmpty())
                .toList();
    }
}
