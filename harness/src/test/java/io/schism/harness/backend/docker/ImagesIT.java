package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class ImagesIT {
    private static final String REPOSITORY = "schism-images-it";

    @TempDir
    private Path folder;

    @Test
    void images_that_no_container_uses_are_removed() throws IOException {
        DockerClient client = DockerRig.assumeDocker();
        String used = build(client, "used");
        String unused = build(client, "unused");
        String container =
                client.createContainerCmd(used).withCmd("/none").exec().getId();
        try {
            assertThat(Images.removeUnused(client, REPOSITORY)).isEqualTo(List.of("image " + unused));
            assertThat(Images.isPresent(client, used)).isTrue();
            assertThat(Images.isPresent(client, unused)).isFalse();
        } finally {
            client.removeContainerCmd(container).exec();
        }

        assertThat(Images.removeUnused(client, REPOSITORY)).isEqualTo(List.of("image " + used));
        assertThat(Images.removeUnused(client, REPOSITORY)).isEmpty();
    }

    /** An image of nothing but a label. */
    private String build(DockerClient client, String tag) throws IOException {
        Path dockerfile =
                Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nLABEL tag=%s\n".formatted(tag));
        String name = REPOSITORY + ":" + tag;
        try (BuildImageResultCallback result = new BuildImageResultCallback()) {
            client.buildImageCmd(dockerfile.toFile())
                    .withTags(Set.of(name))
                    .withNetworkMode("none")
                    .exec(result)
                    .awaitImageId();
        }
        return name;
    }
}
