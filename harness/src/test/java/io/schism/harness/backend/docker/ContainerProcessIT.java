package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import io.schism.harness.process.ProcessStamp;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

@Tag("docker")
class ContainerProcessIT {
    @Test
    void a_shell_and_its_child_have_small_ids_of_their_own_in_their_container() {
        Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker does not answer");
        DockerClient client = Engine.connect();
        String runId = DockerRig.runId();
        String id = client.createContainerCmd(SideImage.findOrBuild(client))
                .withName("schism-" + runId + "-family")
                .withLabels(Labels.of(runId, ProcessStamp.current()))
                .withEntrypoint(SideImage.SHELL)
                .withCmd("-c", "(read line); true")
                .withStdinOpen(true)
                .withHostConfig(new HostConfig().withNetworkMode("none"))
                .exec()
                .getId();
        try {
            client.startContainerCmd(id).exec();
            ContainerProcess family = new ContainerProcess(client, id, "family");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(family.ids())
                    .hasSize(2)
                    .startsWith(1L)
                    .allSatisfy(each -> assertThat(each).isLessThan(50)));
        } finally {
            Leftovers.removeRun(client, runId);
        }
    }
}
