package io.schism.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schism.harness.run.Library;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing in a Compose file is passed over in silence: one line with file, line and what to write instead. */
class WrongComposeTest {
    private static final String SCENARIO =
            """
            schema: 1
            name: mine
            title: mine
            regions:
              A: {nodes: [n1]}
              B: {nodes: [n2]}
            service:
              compose: compose.yml
              client:
                http:
                  read: {request: "GET /kv/{key}", value: {json: value}}
                  write: {request: "PUT /kv/{key}", body: '{"value": {value}}'}
            load:
              - {workload: registers, regions: [A, B], rate: 10}
            stop: 3s
            variants:
              one:
                expect: {verdict: valid}
            """;
    private static final String COMPOSE =
            """
            services:
              n1:
                image: kv
                command: serve --verbose
                environment: [NAME=n1]
                ports: ["8080:8080"]
                volumes: ["d1:/data"]
                healthcheck: {test: [CMD, check], timeout: 2s}
              n2:
                image: kv
                ports: ["8081:8080"]
                volumes: ["d2:/data"]
            volumes:
              d1:
              d2:
            """;

    @TempDir
    Path folder;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                compose("imgae: kv\n    command", "image: kv\n    command", 3, "`imgae` cannot be kept"),
                compose("build: .\n    command", "image: kv\n    command", 3, "run `docker compose build`"),
                compose("restart: always\n    command", "command", 4, "or write `ignore: [restart]` beside `file`"),
                compose("depends_on: [n2]\n    command", "command", 4, "`depends_on` cannot be kept"),
                compose("network_mode: host\n    command", "command", 4, "`network_mode` cannot be kept"),
                compose("container_name: kv1\n    command", "command", 4, "is not n1"),
                compose("networks: [inner]\n    command", "command", 11, "is on other networks"),
                compose("networks: {x: {aliases: [y]}}\n    command", "command", 4, "remove what it says"),
                compose("command: serve \"--verbose", "command: serve --verbose", 4, "has a quote that is not closed"),
                compose("command: serve $VERBOSE_", "command: serve --verbose", 4, "write ${VERBOSE_:-default}"),
                compose("command: serve ${V_?say it}", "command: serve --verbose", 4, "needs the variable V_: say it"),
                compose("command: serve $(date)", "command: serve --verbose", 4, "write $$ for a plain one"),
                compose(
                        "environment: [NAME_OF_NONE]",
                        "environment: [NAME=n1]",
                        5,
                        "from this machine, where it is not"),
                compose("env_file: none.env", "environment: [NAME=n1]", 5, "names no file: "),
                compose("8080-8090:8080-8090", "8080:8080", 6, "is no TCP port: 8080-8090"),
                compose("53:53/udp", "8080:8080", 6, "is no TCP port: 53:53/udp"),
                compose("./data:/data", "d1:/data", 7, "add :ro"),
                compose("d1:data", "d1:/data", 7, "start it with /"),
                compose("d1:/data:z", "d1:/data", 7, "is no volume that can be kept: d1:/data:z"),
                compose("d1:/data", "d2:/data", 12, "shares the volume d1 with line 7"),
                compose("test: [check]", "test: [CMD, check]", 8, "write [CMD, program, ...]"),
                compose("timeout: soon", "timeout: 2s", 8, "write 500ms, 5s or 1m"),
                compose("d1: {external: true}\n", "d1:\n", 14, "remove what it says"),
                compose(
                        "n3:\n    image: kv\n    ports: [\"8081:",
                        "n2:\n    image: kv\n    ports: [\"8081:",
                        9,
                        "no service n2"),
                compose("secrets:\n  d1:\n", "volumes:\n  d1:\n", 14, "`secrets` cannot be kept"),
                scenario("compose: kompose.yml", 8, "names no Compose file: "),
                scenario("compose: {file: compose.yml, without: [n3]}", 8, "names no service: n3"),
                scenario(
                        "compose: {file: compose.yml, ignore: [restart]}",
                        8,
                        "names a key that the file does not have"),
                scenario("compose: {file: compose.yml, service: n1}", 9, "write `without: [n2]` beside `file`"),
                scenario("compose: {file: compose.yml, services: {n1: {image: kv}}}", 8, "must name one Compose file"),
                scenario("compose: compose.yml\n  image: kv", 9, "remove one of them"));
    }

    private static Arguments compose(String wrong, String right, int line, String told) {
        assertThat(COMPOSE).contains(right);
        return Arguments.of(SCENARIO, COMPOSE.replaceFirst(Pattern.quote(right), quoted(wrong)), line, told);
    }

    private static Arguments scenario(String wrong, int line, String told) {
        return Arguments.of(SCENARIO.replace("compose: compose.yml", wrong), COMPOSE, line, told);
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }

    private UserError told(String scenario, String compose) throws IOException {
        Files.writeString(folder.resolve("compose.yml"), compose);
        Path file = Files.writeString(folder.resolve("mine.yml"), scenario);
        return catchThrowableOfType(UserError.class, () -> Library.scenario(file.toString()));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("mistakes")
    void a_mistake_is_told_with_its_line(String scenario, String compose, int line, String told) throws IOException {
        UserError error = told(scenario, compose);
        assertThat(error).isNotNull();
        assertThat(error.getMessage())
                .startsWith(folder.toString())
                .contains(told)
                .doesNotContain("\n");
        assertThat(error.line()).isBetween(line - 1, line + 1);
    }

    @Test
    void two_ports_need_one_to_be_named() throws IOException {
        String two = COMPOSE.replace("8081:8080", "8081:9090");
        assertThat(told(SCENARIO, two)).hasMessageContaining("add `port: 8080` to the service");
        assertThat(told(SCENARIO.replace("service:\n", "service:\n  port: 9090\n"), two))
                .isNull();
    }

    @Test
    void the_files_without_mistakes_are_read() throws IOException {
        assertThat(told(SCENARIO, COMPOSE)).isNull();
    }
}
