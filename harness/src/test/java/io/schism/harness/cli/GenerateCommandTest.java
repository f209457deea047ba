package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_generated_history_is_valid_and_one_with_a_violation_is_not() {
        String file = folder.resolve("history.edn").toString();

        assertThat(Main.execute("generate", "reg", "--calls", "200", "-o", file))
                .isZero();
        assertThat(Main.execute("check", file, "--model", "cas-register")).isZero();
        assertThat(Main.execute("generate", "reg", "--calls", "200", "--stale", "-o", file))
                .isZero();
        assertThat(Main.execute("check", file, "--model", "cas-register")).isEqualTo(1);
    }

    @Test
    void an_unknown_kind_and_an_impossible_shape_exit_255() {
        assertThat(Main.execute("generate", "tape")).isEqualTo(255);
        assertThat(Main.execute("generate", "reg", "--processes", "0")).isEqualTo(255);
        assertThat(Main.execute("generate", "reg", "--processes", "1", "--stale"))
                .isEqualTo(255);
    }
}
