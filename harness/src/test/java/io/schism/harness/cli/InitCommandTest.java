package io.schism.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.client.ClientKinds;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.PlanWriter;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code schism init} writes is a scenario, for every client; and what a run keeps of it is the same scenario. */
class InitCommandTest {
    @TempDir
    Path folder;

    static List<String> clients() {
        return ClientKinds.names();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void the_example_of_each_client_is_a_scenario(String client) {
        Path file = folder.resolve("mine.yml");
        assertThat(Main.execute("init", file.toString(), "--client", client)).isZero();
        Scenario scenario = Library.scenario(file.toString());
        assertThat(scenario.variants()).containsOnlyKeys("cut");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void with_every_comment_of_its_client_taken_away_it_still_is(String client) throws IOException {
        String text = InitCommand.text(client).replaceAll("(?m)^( {6,})# ([a-z]+:)", "$1$2");
        Path file = Files.writeString(folder.resolve("mine.yml"), text);
        assertThat(Library.scenario(file.toString()).variants()).containsOnlyKeys("cut");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void what_a_run_keeps_is_the_same_scenario_wherever_it_lies(String client) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yml"), InitCommand.text(client));
        Scenario scenario = Library.scenario(file.toString());
        Variant variant = Library.variant(scenario, "").expanded(1);
        Path elsewhere = Files.createDirectory(folder.resolve("run")).resolve("scenario.yml");
        Files.writeString(elsewhere, PlanWriter.write(scenario, variant, List.of("a comment")));
        Variant again = Library.variant(Library.scenario(elsewhere.toString()), "");
        assertThat(again.service())
                .usingRecursiveComparison()
                .ignoringFields("written")
                .isEqualTo(variant.service());
        assertThat(again.topology()).isEqualTo(variant.topology());
        assertThat(again.checkers()).isEqualTo(variant.checkers());
    }

    @Test
    void a_file_that_is_there_is_not_overwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yml"), "precious");
        assertThat(Main.execute("init", file.toString())).isEqualTo(255);
        assertThat(file).hasContent("precious");
    }

    @Test
    void an_unknown_client_is_wrong_usage() {
        assertThat(Main.execute("init", folder.resolve("mine.yml").toString(), "--client", "telepathy"))
                .isEqualTo(255);
        assertThat(folder.resolve("mine.yml")).doesNotExist();
    }
}
