package io.schism.workloads.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/**
 * A ZooKeeper server with a probe agent beside it: {@code ZooKeeperMain zoo.cfg agent.properties}.
 *
 * <p>{@code agent.properties} may name {@code probe} (host:port to listen on) and {@code myid}, which is written to the
 * server's data folder where none is yet; so is {@code zoo.cfg}. Ends with a non-zero exit code when the server ends in an error, and on
 * SIGTERM.
 */
public final class ZooKeeperMain {
    private ZooKeeperMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: ZooKeeperMain zoo.cfg agent.properties");
        }
        AgentConfig config = AgentConfig.read(Path.of(args[1]));
        Path data = dataFolder(Path.of(args[0]));
        if (config.text("myid").isPresent()) {
            identify(data, config.text("myid").get());
        }
        config.startProbe();
        // QuorumPeerMain ends the JVM by itself, with an exit code of its own for each kind of failure; the agent's
        // daemon threads keep nothing alive.
        QuorumPeerMain.main(new String[] {ownCopy(Path.of(args[0]), data).toString()});
    }

    private static Path dataFolder(Path zooCfg) throws IOException {
        return Files.createDirectories(Path.of(AgentConfig.read(zooCfg)
                .text("dataDir")
                .orElseThrow(() -> new IllegalArgumentException(zooCfg + " names no dataDir"))));
    }

    /** A server writes changes of the ensemble's members into its configuration: they are as durable as its data. */
    private static Path ownCopy(Path zooCfg, Path data) throws IOException {
        Path copy = data.resolve(zooCfg.getFileName());
        if (!Files.exists(copy)) {
            Files.copy(zooCfg, copy);
        }
        return copy;
    }

    private static void identify(Path data, String myid) throws IOException {
        Path file = data.resolve("myid");
        if (!Files.exists(file)) {
            Files.writeString(file, myid + "\n");
        }
    }
}
