package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong input gets one clear line and exit 255; verdicts have exit codes of their own. */
class MainTest {
    private static final String VALID =
            """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value 1}
            """;

    @TempDir
    Path folder;

    @RegisterExtension
    final Console console = new Console();

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("history.edn"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance",
                "run",
                "run github-2019",
                "run github-2018 --variant Z",
                "run github-2018 --backend moon",
                "run github-2018 --scale 0",
                "run github-2018 --scale many",
                "run github-2018 --time -3s",
                "run github-2018 --time 10s",
                "run github-2018 --seed x",
                "check /nowhere/history.edn --model register",
                "list oddities",
                "export --to klingon /nowhere",
                "report /nowhere"
            })
    void wrong_usage_is_told_in_one_line_and_exits_255(String line) {
        int code = Main.execute(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(code).isEqualTo(255);
        assertThat(console.err().strip().lines()).hasSize(1).first().asString().startsWith("schism: ");
        assertThat(console.err()).doesNotContain("\tat ");
    }

    @Test
    void a_linearizable_history_is_valid_and_exits_0() throws IOException {
        assertThat(Main.execute("check", file(VALID).toString(), "--model", "register"))
                .isZero();
        assertThat(console.out()).startsWith("valid");
    }

    @Test
    void a_stale_read_is_invalid_and_exits_1() throws IOException {
        Path file = file(VALID.replace(":read, :value 1}", ":read, :value nil}"));
        assertThat(Main.execute("check", file.toString(), "--model", "register", "--format", "json"))
                .isEqualTo(1);
        assertThat(console.out())
                .contains("\"valid\":false")
                .contains("\"model\":\"register\"")
                .contains("\"counterexample\":[")
                .contains("\"checkMillis\":");
        assertThat(console.out().strip().lines()).hasSize(1);
    }

    @Test
    void an_unknown_model_is_told_with_those_there_are() throws IOException {
        assertThat(Main.execute("check", file(VALID).toString(), "--model", "abacus"))
                .isEqualTo(255);
        assertThat(console.err()).contains("abacus").contains("cas-register");
    }

    @Test
    void a_torn_history_is_named_by_file_line_and_column_and_lenient_skips_its_last_line() throws IOException {
        Path file = file(VALID + "{:process 2, :type :inv");
        assertThat(Main.execute("check", file.toString(), "--model", "register", "--format", "json"))
                .isEqualTo(255);
        assertThat(console.out()).contains("\"line\":5").contains("history.edn:5");
        console.clear();
        assertThat(Main.execute("check", file.toString(), "--model", "register", "--lenient"))
                .isZero();
        assertThat(console.out()).contains("note:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s\n %s]", "%s\n\n; a comment\n\n%s", "[\n%s %s]"})
    void a_value_that_the_model_does_not_know_is_named_by_its_line(String form) throws IOException {
        String read = "{:process 0 :type :invoke :f :read}";
        String spin = "{:process 1 :type :invoke\n :f :spin}";
        String text = form.formatted(read, spin);
        assertThat(Main.execute("check", file(text).toString(), "--model", "register", "--format", "json"))
                .isEqualTo(255);
        long line = 1
                + text.substring(0, text.indexOf(spin))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        assertThat(console.out())
                .contains("history.edn:" + line + ":")
                .contains("\"line\":" + line)
                .contains("spin");
    }

    @Test
    void an_empty_history_is_told() throws IOException {
        assertThat(Main.execute("check", file("").toString(), "--model", "register"))
                .isEqualTo(255);
    }

    @Test
    void of_many_files_the_worst_counts() throws IOException {
        Path good = Files.writeString(folder.resolve("a.edn"), VALID);
        Path bad = Files.writeString(folder.resolve("b.edn"), "{:process");
        Path wrong =
                Files.writeString(folder.resolve("c.edn"), VALID.replace(":read, :value 1}", ":read, :value nil}"));
        assertThat(Main.execute("check", good.toString(), "--model", "register"))
                .isZero();
        assertThat(Main.execute("check", good.toString(), bad.toString(), "--model", "register"))
                .isEqualTo(255);
        assertThat(Main.execute("check", folder.toString(), "--model", "register", "--jobs", "2"))
                .isEqualTo(1);
        assertThat(wrong).exists();
    }

    @Test
    void the_lists_name_what_there_is() {
        assertThat(Main.execute("list")).isZero();
        assertThat(console.out()).contains("github-2018", "A-no-cut", "cas-register", "inserts", "cut");
    }
}
