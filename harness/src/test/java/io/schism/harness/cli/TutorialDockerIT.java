package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cli.Tutorial.Typed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/**
 * The tutorial from an image: two containers, their regions cut off from each other. The image's base is this machine's Python, packed,
 * where that of the Dockerfile cannot be pulled.
 */
@Tag("docker")
@Tag("alone")
class TutorialDockerIT {
    private static final String BASE = "schism-tutorial-base";
    private static final Path PACK =
            Path.of("src", "test", "resources", "pack-python.py").toAbsolutePath();

    @TempDir
    Path folder;

    private Tutorial tutorial;

    @BeforeEach
    void docker_answers() throws IOException, InterruptedException {
        Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker does not answer");
        tutorial = new Tutorial(folder);
        String pack = "python3 " + PACK + " | docker import - " + BASE;
        assertThat(tutorial.type(pack)).as(pack).isZero();
    }

    @AfterEach
    void no_image_is_left() throws IOException, InterruptedException {
        tutorial.type("docker image rm -f tutorial-register " + BASE);
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void two_containers_regions_cut_off_the_commands_go_from_an_image_to_a_lost_update_and_its_fix()
            throws IOException, InterruptedException {
        List<Typed> commands =
                Tutorial.commands().stream().filter(typed -> !typed.loopback()).toList();
        assertThat(commands).filteredOn(Typed::docker).hasSizeGreaterThan(4);
        for (Typed typed : commands) {
            String line = typed.line().replace("docker build", "docker build --build-arg BASE=" + BASE);
            assertThat(tutorial.type(line)).as(line + "\n" + tutorial.output()).isEqualTo(typed.exit());
        }
        assertThat(tutorial.output()).contains("INVALID  register broken").contains("VALID  register fixed");
    }
}
