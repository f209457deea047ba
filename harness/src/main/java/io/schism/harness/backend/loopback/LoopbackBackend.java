package io.schism.harness.backend.loopback;

import io.schism.harness.clock.Faketime;
import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.nodejar.NodeJars;
import io.schism.harness.process.FileLimit;
import io.schism.harness.process.Leftovers;
import io.schism.harness.process.Strace;
import io.schism.histories.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plain JVM processes on 127.0.0.1; needs neither root nor Docker. */
public final class LoopbackBackend implements Backend {
    static final String NO_PACKETS =
            "its members talk TCP through the harness, where no packet arrives twice or overtakes";
    static final String NO_MEMORY_LIMIT = "a plain process has no memory limit that can be lowered while it runs";
    static final String NO_NAMES = "its members are processes of this machine and share its name server";

    static final String RUNS_AS_ROOT =
            "its members run as root, like the harness, whom no permission keeps from writing";

    @Override
    public Optional<String> lacks(Feature feature) {
        return switch (feature) {
            case PACKET_DUPLICATION, PACKET_REORDERING -> Optional.of(NO_PACKETS);
            case MEMORY_LIMIT -> Optional.of(NO_MEMORY_LIMIT);
            case NAME_RESOLUTION -> Optional.of(NO_NAMES);
            case FILE_LIMIT -> FileLimit.lacking();
            case READ_ONLY_DATA -> Optional.of(RUNS_AS_ROOT).filter(reason -> isRoot());
            case SLOW_DISK, WATCHED_WRITES -> Strace.lacking();
            case SETTABLE_CLOCK -> Faketime.lacking();
            case PACKET_LOSS, PACKET_DELAY, RATE_LIMIT, CONNECTION_RESET, CPU_LIMIT -> Optional.empty();
        };
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Override
    public String name() {
        return "loopback";
    }

    @Override
    public Site open(String runId, Path runFolder, List<Member> members, Map<String, Duration> roundTripToHub) {
        return new LoopbackSite(runId, runFolder.toAbsolutePath(), members, roundTripToHub);
    }

    @Override
    public String needs() {
        List<Path> needed = List.of(Path.of("/bin/sh"), Path.of("/proc/self/stat"), Path.of("/proc/net/tcp"));
        for (Path path : needed) {
            if (!Files.isReadable(path)) {
                throw UserError.environment("this machine has no " + path, "run on Linux, or use --backend docker");
            }
        }
        return "a shell and /proc";
    }

    @Override
    public List<String> clean() {
        return Leftovers.kill();
    }

    /** {@inheritDoc} The node jars of every build. */
    @Override
    public List<String> cleanCache() {
        return NodeJars.clear();
    }
}
