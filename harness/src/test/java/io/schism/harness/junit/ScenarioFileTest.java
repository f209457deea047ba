package io.schism.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private void onClassPath(Path place) throws IOException {
        Thread.currentThread()
                .setContextClassLoader(
                        new URLClassLoader(new URL[] {place.toUri().toURL()}, before));
    }

    @Test
    void a_scenario_of_the_harness_and_a_file_are_what_they_are() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yml"), "schema: 1");
        assertThat(ScenarioFile.named("github-2018")).isEqualTo("github-2018");
        assertThat(ScenarioFile.named(file.toString())).isEqualTo(file.toString());
    }

    @Test
    void a_resource_of_the_tests_is_found_by_its_name() throws IOException {
        Path file = Files.writeString(folder.resolve("resource.yml"), "schema: 1");
        onClassPath(folder);
        assertThat(ScenarioFile.named("resource.yml")).isEqualTo(file.toString());
    }

    @Test
    void what_is_nowhere_is_told_with_the_place_that_was_looked_at() {
        assertThatThrownBy(() -> ScenarioFile.named("nowhere.yml"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no scenario, no file and no resource of the tests: nowhere.yml")
                .hasMessageContaining(Path.of("").toAbsolutePath().toString());
    }

    @Test
    void a_resource_in_a_jar_is_refused() throws IOException {
        Path jar = folder.resolve("tests.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("packed.yml"));
        }
        onClassPath(jar);
        assertThatThrownBy(() -> ScenarioFile.named("packed.yml"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("stands in a jar");
    }
}
