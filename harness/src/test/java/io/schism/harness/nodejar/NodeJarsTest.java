package io.schism.harness.nodejar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeJarsTest {
    private static final String ANY_RESOURCE = "/io/schism/harness/nodejar/NodeJarsTest.class";

    @TempDir
    Path cache;

    @Test
    void the_same_content_is_extracted_once_into_a_folder_named_after_it() throws IOException {
        Path first = NodeJars.extract(ANY_RESOURCE, cache, "service.jar");
        Path second = NodeJars.extract(ANY_RESOURCE, cache, "service.jar");

        assertThat(second).isEqualTo(first).isNotEmptyFile();
        try (var left = Files.list(cache)) {
            assertThat(left).containsExactly(first.getParent());
        }
    }

    @Test
    void a_truncated_leftover_is_replaced() throws IOException {
        Path first = NodeJars.extract(ANY_RESOURCE, cache, "service.jar");
        long size = Files.size(first);
        Files.writeString(first, "cut short");

        assertThat(NodeJars.extract(ANY_RESOURCE, cache, "service.jar")).hasSize(size);
    }

    @Test
    void what_no_process_uses_is_cleared_and_nothing_else() throws IOException {
        Path used = NodeJars.extract(ANY_RESOURCE, cache, "service.jar");
        Path unused = NodeJars.extract("/io/schism/harness/nodejar/NodeJars.class", cache, "service.jar");
        Path other = Files.writeString(cache.resolve("notes"), "the user's");
        Process process = new ProcessBuilder("sh", "-c", "read line", "-cp", used.toString()).start();
        try {
            assertThat(NodeJars.clear(cache)).containsExactly("node jars " + unused.getParent());
            assertThat(used).isNotEmptyFile();
        } finally {
            process.destroyForcibly().onExit().join();
        }

        assertThat(NodeJars.clear(cache)).containsExactly("node jars " + used.getParent());
        assertThat(other).exists();
        assertThat(NodeJars.clear(cache.resolve("nowhere"))).isEmpty();
    }

    @Test
    void an_unbuilt_harness_names_the_remedy() {
        assertThatThrownBy(() -> NodeJars.extract("/nowhere.jar", cache, "service.jar"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("service.jar")
                .hasMessageContaining("make build");
    }

    @Test
    void the_cache_follows_the_environment() {
        assertThat(NodeJars.cacheFolder(Map.of("SCHISM_CACHE", "/a", "XDG_CACHE_HOME", "/b")))
                .isEqualTo(Path.of("/a"));
        assertThat(NodeJars.cacheFolder(Map.of("XDG_CACHE_HOME", "/b"))).isEqualTo(Path.of("/b/schism"));
        assertThat(NodeJars.cacheFolder(Map.of())).endsWithRaw(Path.of(".cache/schism"));
    }
}
