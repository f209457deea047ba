package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.process.Leftovers;
import io.schism.histories.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Plain JVM processes on 127.0.0.1; needs neither root nor Docker. */
public final class LoopbackBackend implements Backend {
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
}
