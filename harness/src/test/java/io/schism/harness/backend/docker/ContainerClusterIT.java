package io.schism.harness.backend.docker;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.nodejar.NodeJars;
import io.schism.harness.testcontainers.ContainerCluster;
import io.schism.harness.testcontainers.ContainerCluster.Role;
import io.schism.histories.check.FaultsInForce;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** Faults on containers that a test has made by itself. */
@Tag("docker")
class ContainerClusterIT {
    private static DockerClient client;
    private static String image;

    @BeforeAll
    static void docker() {
        client = DockerRig.assumeDocker();
        image = new Images(client, Images.SCRATCH, NodeJars::path).node();
    }

    /** Something that runs, and knows nothing of us. */
    private static GenericContainer<?> service(Network network) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network)
                .withCopyToContainer(Transferable.of("probe = 0.0.0.0:7070\n"), "/tmp/service.properties")
                .withCommand(
                        "java",
                        "-cp",
                        Images.LIB + "/service.jar",
                        "io.schism.workloads.agent.RelayMain",
                        "/tmp/service.properties");
    }

    @Test
    void three_containers_one_isolated_one_paused_one_killed_each_fault_is_seen_in_force_and_healed() {
        Recorder recorder;
        try (Network network = Network.newNetwork();
                GenericContainer<?> a = service(network);
                GenericContainer<?> b = service(network);
                GenericContainer<?> c = service(network)) {
            Startables.deepStart(a, b, c).join();
            try (ContainerCluster cluster = ContainerCluster.of(Map.of("a", a, "b", b, "c", c))) {
                recorder = cluster.recorder();
                cluster.observe(container -> {
                    if (container == c) {
                        throw new IllegalStateException("it does not say");
                    }
                    return new Role(container == a ? "primary" : "replica", 1);
                });
                cluster.isolate("a").close();
                cluster.pause("b").close();
                cluster.kill("c").close();
                cluster.isolate("c");
                await().until(() -> roles(cluster.recorder(), "a").contains("primary")
                        && roles(cluster.recorder(), "b").contains("replica")
                        && roles(cluster.recorder(), "c").contains("unreachable"));
            }
            assertThat(a.isRunning() && b.isRunning() && c.isRunning())
                    .as("the user's containers stay")
                    .isTrue();
        }
        assertThat(recorder.history().nemesis())
                .extracting(line -> line.f() + " " + ((Map<?, ?>) line.value()).get(Keyword.of("state")))
                .containsExactly(
                        "cut :pending",
                        "cut :in-force",
                        "cut :healed",
                        "pause :pending",
                        "pause :in-force",
                        "pause :healed",
                        "kill :pending",
                        "kill :in-force",
                        "kill :healed",
                        "cut :pending",
                        "cut :in-force",
                        "cut :healed");
        assertThat(recorder.history()).passes(new FaultsInForce());
        assertThat(client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of(Labels.RUN))
                        .exec())
                .noneMatch(container -> container.getNames()[0].contains(
                        "borrowed-" + ProcessHandle.current().pid()));
    }

    private static List<String> roles(Recorder recorder, String node) {
        return recorder.history().observed("role").stream()
                .filter(line -> node.equals(line.text("node")))
                .map(Operation::value)
                .map(value -> ((Keyword) ((Map<?, ?>) value).get(Keyword.of("role"))).name())
                .toList();
    }
}
