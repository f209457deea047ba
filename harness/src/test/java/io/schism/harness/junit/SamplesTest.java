package io.schism.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown is what runs: the page shows the sample's tests, and the Gradle project asks for what the Maven project does. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("..", "samples");

    private static String maven() throws IOException {
        return Files.readString(SAMPLES.resolve("maven/pom.xml"));
    }

    private static String gradle() throws IOException {
        return Files.readString(SAMPLES.resolve("gradle/build.gradle.kts"));
    }

    private static String property(String pom, String name) {
        Matcher value = Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(pom);
        assertThat(value.find()).as(name).isTrue();
        return value.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CounterTest", "PartitionTest"})
    void the_page_shows_the_samples_tests(String test) throws IOException {
        String source = Files.readString(SAMPLES.resolve("maven/src/test/java/com/example/" + test + ".java"));
        String body = source.lines()
                .dropWhile(line -> line.isEmpty() || line.startsWith("package") || line.startsWith("import"))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("..", "docs", "junit.md"))).contains("```java\n" + body + "\n```");
    }

    /** {@link SampleIT} executes it. */
    @Test
    void the_readme_shows_the_whole_class_that_the_build_executes() throws IOException {
        String source = Files.readString(SAMPLES.resolve("maven/src/test/java/com/example/PartitionTest.java"));
        assertThat(Files.readString(Path.of("..", "README.md"))).contains("```java\n" + source + "```");
    }

    @Test
    void a_partition_test_of_five_seeds_takes_at_most_25_lines() throws IOException {
        assertThat(Files.readAllLines(SAMPLES.resolve("maven/src/test/java/com/example/PartitionTest.java")))
                .hasSizeLessThanOrEqualTo(25)
                .contains("    @Seeds(5)");
    }

    @ParameterizedTest
    @CsvSource({
        "io.schism:schism-bom, schism.version",
        "org.junit.jupiter:junit-jupiter, junit.version",
        "org.junit.platform:junit-platform-launcher, junit.version",
        "org.assertj:assertj-core, assertj.version"
    })
    void the_gradle_project_asks_for_the_versions_of_the_maven_project(String artifact, String version)
            throws IOException {
        assertThat(gradle()).contains("\"" + artifact + ":" + property(maven(), version) + "\"");
    }

    @Test
    void the_samples_ask_for_this_version_and_its_assertj() throws IOException {
        String parent = Files.readString(Path.of("..", "pom.xml"));
        assertThat(property(maven(), "schism.version")).isEqualTo(property(parent, "version"));
        assertThat(property(maven(), "assertj.version")).isEqualTo(property(parent, "assertj.version"));
        assertThat(Files.readString(SAMPLES.resolve("maven/invoker.properties")))
                .as("the older line of JUnit is run too")
                .contains("-Djunit.version=" + property(parent, "junit.version"));
    }
}
