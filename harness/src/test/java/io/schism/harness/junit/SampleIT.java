package io.schism.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class that the README shows, compiled and executed: three regions, the primary's cut off, five seeds. */
@Tag("alone")
class SampleIT {
    private static final Path SAMPLE = Path.of("..", "samples", "maven", "src", "test");

    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    @TempDir
    Path folder;

    private Class<?> compiled() throws IOException, ClassNotFoundException {
        Path source = SAMPLE.resolve("java/com/example/PartitionTest.java");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(exit).as("javac").isZero();
        URL[] path = {
            folder.toUri().toURL(), SAMPLE.resolve("resources/").toUri().toURL()
        };
        ClassLoader loader = new URLClassLoader(path, getClass().getClassLoader());
        return Class.forName("com.example.PartitionTest", true, loader);
    }

    @Test
    void the_readmes_class_three_regions_E_cut_off_in_each_of_five_seeds_W1_takes_over_and_nothing_is_lost()
            throws IOException, ClassNotFoundException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Class<?> tests = compiled();
        Executed executed;
        try {
            thread.setContextClassLoader(tests.getClassLoader());
            executed = Executed.of(
                    tests,
                    folder.resolve("runs"),
                    "schism.seed",
                    "6",
                    PARALLEL + "enabled",
                    "true",
                    PARALLEL + "config.strategy",
                    "fixed",
                    PARALLEL + "config.fixed.parallelism",
                    "2",
                    PARALLEL + "config.fixed.max-pool-size",
                    "2");
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(executed.lines())
                .hasSize(5)
                .allMatch(line -> line.matches("seed \\d+ SUCCESSFUL"), String.join("; ", executed.lines()));
        assertThat(executed.published("schism.folder")).hasSize(5).allSatisfy(run -> assertThat(
                        roles(HistoryReader.read(Path.of(run, "history.edn")), "W1"))
                .containsSubsequence("replica", "primary"));
    }

    private static List<String> roles(History history, String node) {
        return history.observed("role").stream()
                .filter(line -> node.equals(line.text("node")))
                .map(line -> ((Keyword) ((Map<?, ?>) line.value()).get(Keyword.of("role"))).name())
                .toList();
    }
}
