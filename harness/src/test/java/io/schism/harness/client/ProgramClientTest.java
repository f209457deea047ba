package io.schism.harness.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.yaml.Yaml;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client makes of a program's answers. The programs are a few words of shell. */
class ProgramClientTest {
    @TempDir
    Path folder;

    /** A program that keeps the lines it reads and prints the same answer to each. */
    private Client answering(String answer) throws IOException {
        Path script = Files.writeString(
                folder.resolve("client.sh"),
                "while read -r line; do echo \"$line\" >> asked; echo '" + answer + "'; done\n");
        return new ProgramKind()
                .read(Yaml.parse(Path.of("form.yml"), "[sh, " + script.getFileName() + "]"), folder)
                .open(Places.at(40_001, folder.resolve("nodes")));
    }

    @Test
    void operations_are_lines_of_json() throws IOException {
        try (Client client = answering("{\"type\":\"ok\",\"value\":1}")) {
            client.perform("3-1", new Request.Read(7, true));
            client.perform("3-2", new Request.Write(7, 42));
            client.perform("3-3", new Request.Cas(7, null, 43));
        }
        assertThat(folder.resolve("asked"))
                .hasContent(
                        """
                        {"op":"3-1","f":"read","key":7,"node":"n1","host":"127.0.0.1","port":40001}
                        {"op":"3-2","f":"write","key":7,"node":"n1","host":"127.0.0.1","port":40001,"value":42}
                        {"op":"3-3","f":"cas","key":7,"node":"n1","host":"127.0.0.1","port":40001,"old":null,"value":43}
                        """);
    }

    @Test
    void an_answer_tells_value_node_and_epoch() throws IOException {
        try (Client client = answering("{\"type\":\"ok\",\"value\":41,\"node\":\"n2\",\"epoch\":3}")) {
            assertThat(client.perform("1-1", new Request.Read(7, true)))
                    .isEqualTo(new Outcome.Ok(41L, "n2", 3, Outcome.Ok.UNTOLD));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"ok\"}; Ok",
                "{\"type\":\"fail\",\"error\":\"no\"}; Fail",
                "{\"type\":\"info\"}; Indeterminate",
                "{\"type\":\"maybe\"}; Indeterminate",
                "soup; Indeterminate"
            })
    void an_answer_to_a_write_means_what_it_says(String answer, String outcome) throws IOException {
        try (Client client = answering(answer)) {
            assertThat(client.perform("1-1", new Request.Write(7, 42))
                            .getClass()
                            .getSimpleName())
                    .isEqualTo(outcome);
        }
    }

    @Test
    void a_program_that_ends_leaves_its_operation_indeterminate_and_the_next_gets_another() throws IOException {
        Path script = Files.writeString(
                folder.resolve("once.sh"), "read -r line; [ -e done ] && echo '{\"type\":\"ok\"}'; touch done\n");
        try (Client client = new ProgramKind()
                .read(Yaml.parse(Path.of("form.yml"), "[sh, " + script.getFileName() + "]"), folder)
                .open(Places.at(40_001, folder.resolve("nodes")))) {
            assertThat(client.perform("1-1", new Request.Write(7, 42)))
                    .isEqualTo(new Outcome.Indeterminate("the client program ended"));
            assertThat(client.perform("1-2", new Request.Write(7, 42))).isInstanceOf(Outcome.Ok.class);
        }
    }

    @Test
    void a_program_that_is_silent_is_ended_and_its_operation_indeterminate() throws IOException {
        Path script = Files.writeString(folder.resolve("silent.sh"), "while read -r line; do :; done\n");
        try (Client client = new ProgramKind()
                .read(Yaml.parse(Path.of("form.yml"), "[sh, " + script.getFileName() + "]"), folder)
                .open(Places.at(40_001, folder.resolve("nodes")))) {
            assertThat(client.perform("1-1", new Request.Write(7, 42))).isEqualTo(new Outcome.Indeterminate("timeout"));
        }
    }
}
