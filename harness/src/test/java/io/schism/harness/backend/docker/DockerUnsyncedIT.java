package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Feature;
import io.schism.harness.run.UnsyncedRegister;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** The same in an image of a user's: this machine's Python, packed. */
@Tag("docker")
class DockerUnsyncedIT {
    private static final Path PACK = Path.of("src", "test", "resources", "pack-python.py");
    private static final String IMAGE = "schism-unsynced-register";

    @TempDir
    Path folder;

    @BeforeEach
    void docker_answers_and_has_the_image() throws IOException, InterruptedException {
        Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker does not answer");
        new DockerBackend().lacks(Feature.WATCHED_WRITES).ifPresent(Assumptions::abort);
        Process pack = new ProcessBuilder("sh", "-c", "python3 " + PACK + " | docker import - " + IMAGE)
                .inheritIO()
                .start();
        assertThat(pack.waitFor()).isZero();
    }

    @AfterEach
    void no_image_is_left() {
        Engine.connect().removeImageCmd(IMAGE).withForce(true).exec();
    }

    @Test
    void one_container_that_answers_before_it_syncs_has_lost_acknowledged_writes_when_its_machine_loses_power()
            throws IOException {
        assertThat(new UnsyncedRegister(Backends.named("docker"), folder, IMAGE).bytesLost("answers"))
                .isPositive();
    }

    @Test
    void one_container_that_syncs_before_it_answers_has_lost_no_acknowledged_write() throws IOException {
        new UnsyncedRegister(Backends.named("docker"), folder, IMAGE).bytesLost("syncs");
    }

    @Test
    void one_container_is_given_back_old_data_and_has_lost_what_it_had_synced() throws IOException {
        assertThat(new UnsyncedRegister(Backends.named("docker"), folder, IMAGE).history("restored"))
                .containsPattern("put back 1 files, which lack [1-9]");
    }
}
