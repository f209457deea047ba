package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import io.schism.harness.cluster.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An agent in the network namespace of another container: it tries connections as that container would, is itself what
 * others try to reach there, and delays what the container sends. It lives as long as the namespace: a container that was killed gets a new one.
 */
final class AgentContainer implements AutoCloseable {
    /** Where it listens in the container's namespace; hardly a port of the container's own. */
    static final int PORT = 17_070;

    /** Who may ask it: everybody who reaches the container, or who is in its namespace. */
    static final String EVERYBODY = "0.0.0.0";

    static final String ITSELF = "127.0.0.1";

    private static final String FILE = "relay.properties";
    private static final long MEMORY = 128L << 20;

    private final DockerClient client;
    private final String id;

    private AgentContainer(DockerClient client, String id) {
        this.client = client;
        this.id = id;
    }

    /**
     * @param container its id or name
     * @param image of the members of a run
     * @param listen {@link #EVERYBODY} or {@link #ITSELF}
     */
    static AgentContainer beside(
            DockerClient client,
            String container,
            String image,
            String name,
            Map<String, String> labels,
            String listen) {
        HostConfig host = new HostConfig()
                .withNetworkMode("container:" + container)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withPidsLimit(128L);
        String id = client.createContainerCmd(image)
                .withName(name)
                .withLabels(labels)
                .withUser(Images.USER)
                .withEntrypoint("java")
                .withCmd(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx32m",
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        Images.LIB + "/" + Launch.Jar.SERVICE.resource(),
                        "io.schism.workloads.agent.RelayMain",
                        Images.MEMBER + "/conf/" + FILE)
                .withHostConfig(host)
                .exec()
                .getId();
        AgentContainer agent = new AgentContainer(client, id);
        try {
            agent.configure(listen);
            client.startContainerCmd(id).exec();
            return agent;
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    private void configure(String listen) {
        try {
            Path folder = Files.createTempDirectory("schism-agent");
            try {
                Path conf = Files.createDirectory(folder.resolve("conf"));
                Files.writeString(conf.resolve(FILE), "probe = " + listen + ":" + PORT + "\n");
                client.copyArchiveToContainerCmd(id)
                        .withHostResource(conf.toString())
                        .withRemotePath(Images.MEMBER)
                        .exec();
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            client.removeContainerCmd(id).withForce(true).exec();
        } catch (NotFoundException | ConflictException e) {
            // Somebody else has removed it, or is about to.
        }
    }
}
