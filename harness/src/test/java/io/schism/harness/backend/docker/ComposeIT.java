package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Compose file as a service: two lone ZooKeeper servers, each with a file that is shown to it, a volume and a health check. */
@Tag("docker")
class ComposeIT {
    private static final String COMPOSE =
            """
            x-server: &server
              image: ${IMAGE_OF_NONE:-%s}
              command: java -Xmx64m -cp /schism/lib/zookeeper.jar org.apache.zookeeper.server.ZooKeeperServerMain /etc/lone.cfg
              environment: {SERVER_JVMFLAGS: -Dunused=$$1}
              expose: ["2181"]
              healthcheck:
                test: [CMD, java, -Xmx16m, -cp, /schism/lib/zookeeper.jar, org.apache.zookeeper.client.FourLetterWordMain,
                  "%s", "2181", ruok]
                timeout: 20s
              restart: unless-stopped
            services:
              n1:
                <<: *server
                volumes: ["one:/lone", "./lone.cfg:/etc/lone.cfg:ro"]
              n2:
                <<: *server
                volumes: ["two:/lone", "./lone.cfg:/etc/lone.cfg:ro"]
                tmpfs: /run
              dashboard:
                image: none/such
            volumes: {one: , two: }
            """;
    private static final String SCENARIO =
            """
            schema: 1
            name: composed
            title: two lone servers
            regions:
              A: {nodes: [n1]}
              B: {nodes: [n2]}
            service:
              compose: {file: compose.yml, without: [dashboard], ignore: [restart]}
              client:
                ask: all
                zookeeper: {root: /schism}
            load:
              - {workload: registers, regions: [A], rate: 20}
            plan:
              - {at: 3s, fault: cut, sides: [[n1], [n2]], for: 3s}
              - {at: 8s, fault: kill, targets: [n2], for: 5s}
            stop: 14s
            variants:
              apart:
                expect: {verdict: invalid, checkers: [LIN]}
            """;

    @TempDir
    Path folder;

    private DockerClient client;

    @BeforeEach
    void docker_answers() {
        client = DockerRig.assumeDocker();
    }

    @Test
    void two_services_of_a_compose_file_cut_and_killed_the_faults_are_in_force_and_two_truths_are_found()
            throws IOException {
        String image = new Images(client, "", NodeJars::path).node();
        // By the name of its service: nodes find each other as under Compose.
        Files.writeString(folder.resolve("compose.yml"), COMPOSE.formatted(image, "n1"));
        Files.writeString(
                folder.resolve("lone.cfg"),
                "clientPort=2181\ndataDir=/lone\nadmin.enableServer=false\n4lw.commands.whitelist=*\n");
        Scenario scenario = Library.scenario(
                Files.writeString(folder.resolve("mine.yml"), SCENARIO).toString());
        RunResult result = new Run(
                        new RunRequest(scenario, Library.variant(scenario, ""), Backends.named("docker"), 1, 1, folder),
                        Progress.SILENT)
                .execute();
        assertThat(result.deviations()).isEmpty();
        assertThat(result.verdicts())
                .filteredOn(v -> v.checker().equals("FAULT"))
                .extracting(Verdict::validity)
                .containsExactly(Validity.VALID);
        assertThat(result.folder().resolve("scenario.yml")).content().contains(image, "-Dunused=$$1");
    }
}
