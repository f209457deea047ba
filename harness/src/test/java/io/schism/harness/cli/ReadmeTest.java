package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.schism.harness.run.Library;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The README's commands are commands, its scenarios and variants exist, and its Java does what it says. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    private static List<String> commands() throws IOException {
        return Files.readAllLines(README).stream()
                .filter(line -> line.startsWith("./schism "))
                .map(line -> line.substring("./schism ".length()))
                .toList();
    }

    @Test
    void every_command_line_is_understood() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(5).allSatisfy(line -> assertThatCode(() -> new CommandLine(new Main())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .parseArgs(line.split(" ")))
                .as(line)
                .doesNotThrowAnyException());
    }

    @Test
    void every_variant_that_it_runs_exists() throws IOException {
        assertThat(commands()).filteredOn(line -> line.contains("--variant")).allSatisfy(line -> {
            List<String> words = Arrays.asList(line.split(" "));
            assertThat(Library.scenario(words.get(1)).variants())
                    .containsKey(words.get(words.indexOf("--variant") + 1));
        });
    }

    @Test
    void its_java_judges_a_history(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("history.edn"),
                "{:process 0, :type :invoke, :f :write, :value 1}\n{:process 0, :type :ok, :f :write, :value 1}\n");
        History history = HistoryReader.read(file);
        Verdict verdict = Linearizability.of(Models.named("cas-register"))
                .within(Duration.ofSeconds(10))
                .check(history);
        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(Files.readString(README))
                .contains("HistoryReader.read(Path.of(\"history.edn\"))")
                .contains("Linearizability.of(Models.named(\"cas-register\"))")
                .contains(".within(Duration.ofSeconds(10))");
    }
}
