package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.nodejar.NodeJars;
import io.schism.harness.run.Library;
import io.schism.harness.run.Progress;
import io.schism.harness.run.Run;
import io.schism.harness.run.RunRequest;
import io.schism.harness.run.RunResult;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** An image that is not a member's own: two lone ZooKeeper servers that know nothing of each other, as a service. */
@Tag("docker")
class ForeignImageIT {
    private static final String SCENARIO =
            """
            schema: 1
            name: foreign
            title: two lone servers
            regions:
              A: {nodes: [n1]}
              B: {nodes: [n2]}
            service:
              image: %s
              arguments: [java, -Xmx64m, -cp, /schism/lib/zookeeper.jar,
                org.apache.zookeeper.server.ZooKeeperServerMain, "2181", "{data}"]
              port: 2181
              client:
                ask: all
                zookeeper: {root: /schism}
            load:
              - {workload: registers, regions: [A], rate: 20}
            plan:
              - {at: 3s, fault: cut, sides: [[n1], [n2]], for: 3s}
              - {at: 8s, fault: kill, targets: [n2], for: 5s}
              - {at: 15s, fault: cpu, targets: [n2], share: 10%%, for: 6s}
              - {at: 23s, fault: disk-full, targets: [n2], for: 4s}
              - {at: 29s, fault: names, targets: [n2], server: refused, for: 4s}
              - {at: 35s, fault: disk-slow, targets: [n2], by: 200ms, for: 6s}
              - {at: 43s, fault: out-of-memory, targets: [n2], for: 15s}
            stop: 62s
            variants:
              apart:
                expect: {verdict: invalid, checkers: [LIN]}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void docker_answers() {
        Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker does not answer");
    }

    @Test
    void
            two_nodes_of_a_foreign_image_cut_killed_starved_slowed_and_kept_from_writing_from_names_and_from_memory_the_faults_are_in_force_and_two_truths_are_found()
                    throws IOException {
        String image = new Images(Engine.connect(), "", NodeJars::path).node();
        Scenario scenario = Library.scenario(Files.writeString(folder.resolve("mine.yml"), SCENARIO.formatted(image))
                .toString());
        RunResult result = new Run(
                        new RunRequest(scenario, Library.variant(scenario, ""), Backends.named("docker"), 1, 1, folder),
                        Progress.SILENT)
                .execute();
        assertThat(result.deviations()).isEmpty();
        assertThat(result.verdicts())
                .filteredOn(v -> v.checker().equals("FAULT"))
                .extracting(Verdict::validity)
                .containsExactly(Validity.VALID);
    }
}
