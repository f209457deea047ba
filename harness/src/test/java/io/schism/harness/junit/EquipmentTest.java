package io.schism.harness.junit;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.schism.harness.cluster.Cluster;
import io.schism.histories.error.UserError;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EquipmentTest {
    @TempDir
    Path runs;

    static class Recording {
        private static Recorder last = Recorder.inMemory();
        private Recorder recorder = Recorder.inMemory();

        @Seeds(values = {1, 2, 3, 4})
        void records(Recorder given, Runner runner) {
            recorder = given;
            last = given;
            Operation write = given.invoke("write", runner.seed());
            given.ok(write);
            given.ok(given.invoke("read", null), runner.seed());
            assertThat(given.history()).isLinearizable("register");
        }

        @AfterEach
        void is_still_open() {
            recorder.ok(recorder.invoke("read", null), 1);
        }
    }

    @Test
    void each_test_has_a_recorder_into_a_file_of_its_own_that_is_published_and_closed_after_it() throws IOException {
        Executed executed = Executed.of(Recording.class, runs);

        assertThat(executed.lines()).hasSize(4).allMatch(line -> line.endsWith("SUCCESSFUL"));
        List<String> histories = executed.published("schism.history");
        assertThat(histories).hasSize(4).doesNotHaveDuplicates();
        for (String history : histories) {
            assertThat(HistoryReader.read(Path.of(history)).operations()).hasSize(6);
        }
        assertThatIllegalStateException().isThrownBy(() -> Recording.last.invoke("read", null));
        try (Stream<Path> folders = Files.list(runs)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .filteredOn(name -> !name.equals("latest"))
                    .allMatch(name -> name.matches("\\d{8}T\\d{6}\\.\\d{3}Z-Recording-records-[1-4]"));
        }
    }

    @Test
    void four_seeds_at_the_same_time_share_nothing() {
        Executed executed = Executed.of(
                Recording.class,
                runs,
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.mode.default",
                "concurrent",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "4");

        assertThat(executed.lines()).hasSize(4).allMatch(line -> line.endsWith("SUCCESSFUL"));
        assertThat(executed.published("schism.history")).doesNotHaveDuplicates();
    }

    static class NoScenario {
        @Seeds(values = 1)
        void runs(Runner runner) {
            runner.run();
        }
    }

    static class NoVariant {
        @SchismTest(scenario = "github-2018", variant = "Z")
        @Seeds(values = 1)
        void starts(Cluster cluster) {}
    }

    static class NoScale {
        @SchismTest(scenario = "github-2018", scale = 0)
        @Seeds(values = 1)
        void runs(Runner runner) {
            runner.run();
        }
    }

    @Test
    void what_an_annotation_gets_wrong_is_told_with_what_to_write_instead() {
        assertThat(Executed.of(NoScenario.class, runs).thrown("seed 1"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("write @SchismTest(scenario = ");
        assertThat(Executed.of(NoVariant.class, runs).thrown("seed 1"))
                .hasRootCauseInstanceOf(UserError.class)
                .hasStackTraceContaining("has no variant Z; choose one of A, B, C, D");
        assertThat(Executed.of(NoScale.class, runs).thrown("seed 1"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("write @SchismTest(scale = 0.5)");
    }
}
