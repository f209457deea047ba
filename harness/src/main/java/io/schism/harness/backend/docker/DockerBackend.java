package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.clock.Faketime;
import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.harness.nodejar.NodeJars;
import io.schism.harness.process.FileLimit;
import io.schism.harness.process.ProcessStamp;
import io.schism.harness.process.Strace;
import io.schism.histories.error.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Members as containers: one JVM each, from one image, cut by one firewall table.
 *
 * <p>The image's base is {@code SCHISM_IMAGE_BASE} (default: a public JRE image), where it is present or can be pulled;
 * {@code scratch}, and whatever cannot be pulled, means a base built from the JDK that runs the harness.
 */
public final class DockerBackend implements Backend {
    private static final String IMAGE_BASE = "SCHISM_IMAGE_BASE";

    private final String imageBase;
    private final Function<Launch.Jar, Path> jars;

    public DockerBackend() {
        this(System.getenv().getOrDefault(IMAGE_BASE, ""), NodeJars::path);
    }

    DockerBackend(String imageBase, Function<Launch.Jar, Path> jars) {
        this.imageBase = imageBase;
        this.jars = jars;
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Optional<String> lacks(Feature feature) {
        return switch (feature) {
            case PACKET_DELAY, PACKET_REORDERING -> Delayer.lacking();
            case RATE_LIMIT -> Netem.lackingTool();
            case FILE_LIMIT -> FileLimit.lacking();
            case SLOW_DISK, WATCHED_WRITES -> Strace.lackingProgram();
            case SETTABLE_CLOCK -> Faketime.lacking();
            case PACKET_LOSS,
                    PACKET_DUPLICATION,
                    CONNECTION_RESET,
                    NAME_RESOLUTION,
                    CPU_LIMIT,
                    MEMORY_LIMIT,
                    READ_ONLY_DATA -> Optional.empty();
        };
    }

    /** {@inheritDoc} Round trips between regions are not reproduced: see {@code roundTrips} of the network. */
    @Override
    public Site open(String runId, Path runFolder, List<Member> members, Map<String, Duration> roundTripToHub) {
        DockerClient client = Engine.connect();
        return DockerSite.open(client, new Images(client, imageBase, jars).node(), runId, runFolder, members);
    }

    @Override
    public String needs() {
        String version = String.valueOf(Engine.connect().versionCmd().exec().getVersion());
        if (SideImage.nft().isEmpty()) {
            throw UserError.environment(
                    "this machine has no nft, which the docker backend cuts the network with",
                    "apt-get install nftables, or use --backend loopback");
        }
        return "Docker Engine " + version + " and nft";
    }

    /** {@inheritDoc} Containers, networks, volumes and firewall tables. */
    @Override
    public List<String> traces() {
        DockerClient client = Engine.connect();
        ProcessStamp self = ProcessStamp.current();
        List<String> traces = new ArrayList<>(Firewall.tables(client, self, self::equals));
        traces.addAll(Leftovers.of(client, self));
        return traces;
    }

    @Override
    public List<String> clean() {
        DockerClient client = Engine.connect();
        List<String> removed = new ArrayList<>(Leftovers.removeOrphans(client));
        removed.addAll(Firewall.clean(client, ProcessStamp.current()));
        return removed;
    }

    /** {@inheritDoc} The members' images of every build. */
    @Override
    public List<String> cleanCache() {
        return Images.removeUnused(Engine.connect(), Images.NODE);
    }
}
