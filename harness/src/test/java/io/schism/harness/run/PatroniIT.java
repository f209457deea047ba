package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.process.ChildProcess;
import io.schism.harness.process.ProgramCommand;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** PostgreSQL under Patroni, by the scenario that users are given; {@code scripts/patroni} runs all of it. */
@Tag("docker")
class PatroniIT {
    private static final Path SAMPLE = Path.of("..", "samples", "patroni");
    private static final Duration TO_BUILD = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @BeforeEach
    void the_image_is_there_or_can_be_built() {
        Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker does not answer");
        Assumptions.assumeTrue(isInstalled("mmdebstrap"), "mmdebstrap is not installed: the image is built by it");
        Path log = folder.resolve("image.log");
        ProgramCommand build = new ProgramCommand("image", "patroni", List.of("sh", "image"), Map.of(), SAMPLE, log);
        assertThat(ChildProcess.start(build).exitWithin(TO_BUILD))
                .as("exit code of samples/patroni/image, see %s: %s", log, read(log))
                .hasValue(0);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static String read(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "empty";
        } catch (IOException e) {
            return "unreadable: " + e.getMessage();
        }
    }

    @Test
    void three_nodes_asynchronous_and_the_primary_cut_off_acknowledged_writes_are_lost_and_never_two_primaries() {
        Scenario scenario = Library.scenario(SAMPLE.resolve("patroni.yml").toString());
        RunResult result = new Run(
                        new RunRequest(
                                scenario,
                                Library.variant(scenario, "async-cut"),
                                Backends.named("docker"),
                                1,
                                1,
                                folder),
                        Progress.SILENT)
                .execute();
        assertThat(result.figure("LOST.lost").orElse(0)).isPositive();
        assertThat(verdicts(result))
                .containsEntry("LOST", Validity.INVALID)
                .containsEntry("DUAL", Validity.VALID)
                .containsEntry("FAULT", Validity.VALID);
    }

    private static Map<String, Validity> verdicts(RunResult result) {
        return result.verdicts().stream().collect(Collectors.toMap(Verdict::checker, Verdict::validity));
    }
}
