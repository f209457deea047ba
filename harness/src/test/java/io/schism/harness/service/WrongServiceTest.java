package io.schism.harness.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schism.harness.backend.Backends;
import io.schism.harness.run.Library;
import io.schism.harness.run.Progress;
import io.schism.harness.run.Run;
import io.schism.harness.run.RunRequest;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in the section of a user's service is told in one line with file, line and what to write instead. */
class WrongServiceTest {
    private static final String RIGHT =
            """
            schema: 1
            name: mine
            title: mine
            regions:
              A: {nodes: [n1]}
              B: {nodes: [n2]}
            primary: n1
            service:
              command: [python3, server.py, "{listen}", "{peers}", "{peer.n2}"]
              env: {START: "{primary}"}
              ready: {http: /health}
              role: {http: /role, primary-when: {json: role, equals: primary}, epoch: {json: term}}
              client:
                ask: primary
                http:
                  read: {request: "GET /kv/{key}", value: {json: value}, absent: 404}
                  write: {request: "PUT /kv/{key}", body: '{"value": {value}}'}
                  answers: {ok: 200-299, fail: [409]}
            load:
              - {workload: registers, regions: [A, B], rate: 10}
            plan:
              - {at: 1s, fault: cut, sides: [[A], [B]], for: 1s}
            stop: 3s
            checkers: [LIN, GAP]
            variants:
              one:
                expect: {verdict: invalid, checkers: [LIN]}
            """;

    private static final String ROLE =
            "role: {http: /role, primary-when: {json: role, equals: primary}, epoch: {json: term}}\n";

    private static final String REDIS = """
                redis: {write: [SET, "{key}"]}
            """;

    @TempDir
    Path folder;

    /** What a run of that scenario on loopback ends with. */
    private UserError whatEnds(String text, Path runs) throws IOException {
        Scenario scenario = Library.scenario(
                Files.writeString(folder.resolve("mine.yml"), text).toString());
        RunRequest request =
                new RunRequest(scenario, Library.variant(scenario, ""), Backends.named("loopback"), 1, 1, runs);
        return catchThrowableOfType(UserError.class, () -> new Run(request, Progress.SILENT).execute());
    }

    @Test
    void a_fault_of_zookeeper_is_refused_before_the_start_where_there_is_none() throws IOException {
        String text = RIGHT.replace(
                "{at: 1s, fault: cut, sides: [[A], [B]], for: 1s}", "{at: 1s, fault: ensemble-down, for: 1s}");
        Path runs = folder.resolve("runs");

        UserError refusal = whatEnds(text, runs);

        assertThat(refusal).hasMessageContaining("`ensemble-down` is done to ZooKeeper, and this cluster has none");
        assertThat(text.lines().toList().get(refusal.line() - 1)).contains("ensemble-down");
        assertThat(runs).doesNotExist();
    }

    @Test
    void a_run_that_fails_before_it_begins_has_reports_that_say_so() throws IOException {
        String text = RIGHT.replace("python3, server.py", "./no-such-program");
        Path runs = folder.resolve("runs");

        UserError failure = whatEnds(text, runs);

        assertThat(failure).hasMessageContaining("cannot start");
        Path run = runs.resolve("latest");
        assertThat(run.resolve("junit.xml")).content().contains("type=\"schism.harness\"", "no-such-program");
        assertThat(run.resolve("report.md")).content().contains("The harness could not do its work", "UNKNOWN");
        assertThat(run.resolve("report.html")).exists();
        assertThat(run.resolve("verdict.json")).content().contains("\"valid\" : \"unknown\"");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong("comand: [python3", "command: [python3", 9, "did you mean `command`?"),
                wrong("ok: 299-200", "ok: 200-299", 18, "write 200-299"),
                wrong("ok: []", "ok: 200-299", 18, "names no answer"),
                wrong(
                        "load: []\nplan",
                        "load:\n  - {workload: registers, regions: [A, B], rate: 10}\nplan",
                        19,
                        "asks for no operation"),
                wrong("work: [{region: Z, ok: 1}]\nstop", "stop", 22, "names no region: Z"),
                wrong(
                        "command: []\n",
                        "command: [python3, server.py, \"{listen}\", \"{peers}\", \"{peer.n2}\"]\n",
                        9,
                        "is empty"),
                wrong("{lisen}", "{listen}", 9, "has a placeholder that means nothing: {lisen}; known are {node}"),
                wrong(
                        "{millis:soon}",
                        "{peer.n2}",
                        9,
                        "has a placeholder without a time: {millis:soon}; write {millis:3s}"),
                wrong("{peer.n3}", "{peer.n2}", 9, "names no node: {peer.n3}"),
                wrong("{zookeeper}", "{peers}", 9, "add `zookeeper: ensemble`"),
                wrong("\n", "primary: n1\n", 10, "add `primary: NODE`"),
                wrong("{http: health}", "{http: /health}", 11, "start it with /, as in /health"),
                wrong("ready: soon", "ready: {http: /health}", 11, "write tcp, {http: /health}"),
                wrong("{log: \"a(\"}", "{http: /health}", 11, "is no regular expression"),
                wrong("{sql: SELECT TRUE}", "{http: /health}", 11, "use a `jdbc` client"),
                wrong("log: {sql: SELECT op FROM ops}\n  role:", "role:", 12, "use a `jdbc` client"),
                wrong("log: {sql: SELECT op FROM ops}\n", ROLE, 12, "add `role` to the service"),
                wrong("primary-if:", "primary-when:", 12, "known keys: http, primary-when, epoch"),
                wrong("{json: a..b}", "{json: term}", 12, "is no path into a JSON document: a..b"),
                wrong("zookeeper: none\n", ROLE, 14, "nobody can be asked"),
                wrong("ask: leader", "ask: primary", 14, "choose one of region, primary, all"),
                wrong("htttp:\n", "http:\n", 16, "did you mean `http`?"),
                wrong("\"GET /kv/{kee}\"", "\"GET /kv/{key}\"", 16, "has a placeholder that means nothing here: {kee}"),
                wrong("\"GET /kv/\"", "\"GET /kv/{key}\"", 16, "says nowhere {key}"),
                wrong("\"/kv/{key}\"", "\"GET /kv/{key}\"", 16, "write a method and a path, as in `GET /kv/{key}`"),
                wrong("value: all", "value: {json: value}", 16, "or `body` where the whole body is the number"),
                wrong("'{}'", "'{\"value\": {value}}'", 17, "says nowhere {value}"),
                wrong("ok: 2xx", "ok: 200-299", 18, "write 200, 200-299"),
                wrong("fail: [{equals: no}]", "fail: [409]", 18, "add `json: role`"),
                wrong("workload: mix", "workload: registers", 20, "choose the workload registers"),
                wrong("checkers: [LIN, LOSS]", "checkers: [LIN, GAP]", 24, "names no checker: LOSS"),
                wrong("checkers: [DUAL]}", "checkers: [LIN]}", 27, "which does not judge this service"),
                wrong("A: {nodes: [n1], controllers: 1}", "A: {nodes: [n1]}", 5, "remove `controllers`"),
                wrong("A: {nodes: [n1], voters: 1}", "A: {nodes: [n1]}", 5, "add `zookeeper: ensemble`"),
                wrong("policy: {fencing: none}\nstop: 3s", "stop: 3s", 23, "belongs to the harness's own service"),
                wrong("arguments: [x]\n  env:", "env:", 10, "belongs to an `image`"),
                wrong("zookeeper: maybe\n  env:", "env:", 10, "choose one of none, ensemble"),
                wrong(
                        "checkers: [LIN], figures: {DIV.fork-acked: [0, 0]}}",
                        "checkers: [LIN]}",
                        27,
                        "a figure of DIV, which does not"),
                wrong("port: 99999\n  env:", "env:", 10, "from 1 to 65535"));
    }

    private static Arguments wrong(String wrong, String right, int line, String told) {
        return Arguments.of(right, wrong, line, told);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_its_line(String right, String wrong, int line, String told) throws IOException {
        assertThat(RIGHT).contains(right);
        UserError error = told(RIGHT.replace(right, wrong));
        assertThat(error.getMessage())
                .startsWith(folder.resolve("mine.yml") + ":")
                .contains(told)
                .doesNotContain("\n");
        assertThat(error.line()).isBetween(line - 1, line + 1);
        assertThat(error.kind()).isEqualTo(UserError.Kind.INPUT);
    }

    /** Nodes that are asked for nothing; which of them starts as primary is not said either. */
    private static final String MUTE = RIGHT.replaceFirst("  role: .*\n", "")
            .replace("ask: primary", "ask: region")
            .replace("primary: n1\n", "")
            .replace("{START: \"{primary}\"}", "{START: now}");

    private static final String WITHOUT_EPOCH = RIGHT.replace(", epoch: {json: term}", "");

    static Stream<Arguments> unseen() {
        String elsewhere = "; begin at a time, or after another event; see `role` in docs/service.md";
        String named = "; add `role` to the service, or name its nodes";
        return Stream.of(
                Arguments.of(
                        WITHOUT_EPOCH,
                        "{after: promotion, fault: pause, targets: [primary], for: 1s}",
                        "`after` waits for what never comes, promotion: no node of this service says under which epoch"
                                + " it is primary" + elsewhere),
                Arguments.of(
                        MUTE,
                        "{after: second-primary, fault: pause, targets: [n1], for: 1s}",
                        "`after` waits for what never comes, second-primary: no node of this service says that it is"
                                + " primary" + elsewhere),
                Arguments.of(
                        RIGHT,
                        "{after: {event: session-lost, of: n1}, fault: pause, targets: [n1], for: 1s}",
                        "`event` waits for what never comes, session-lost: no node of this service says how its"
                                + " ZooKeeper session fares" + elsewhere),
                Arguments.of(
                        RIGHT,
                        "{after: zk-election, fault: pause, targets: [n1], for: 1s}",
                        "`after` waits for what never comes, zk-election: this cluster has no ZooKeeper" + elsewhere),
                Arguments.of(
                        MUTE,
                        "{at: 1s, fault: kill, targets: [one of replicas], for: 1s}",
                        "`targets` hits nobody: no node of this service says that it is primary" + named),
                Arguments.of(
                        MUTE,
                        "{at: 1s, fault: cut, sides: [[primary], [rest]], for: 1s}",
                        "` hits nobody: no node of this service says that it is primary" + named),
                Arguments.of(
                        MUTE,
                        "{at: 1s, fault: cut, shape: from-replicas, for: 1s}",
                        "`shape` hits nobody: no node of this service says that it is primary" + named),
                Arguments.of(
                        RIGHT,
                        "{at: 1s, fault: kill, targets: [zk-leader], for: 1s}",
                        "`targets` hits nobody: there is no zk-leader in this cluster; name someone else"),
                Arguments.of(
                        RIGHT,
                        "{at: 1s, fault: kill, targets: [controller-leader], for: 1s}",
                        "`targets` hits nobody: there is no controller-leader in this cluster; name someone else"));
    }

    @ParameterizedTest
    @MethodSource("unseen")
    void a_step_that_speaks_of_what_the_service_does_not_tell_is_told_with_its_line(
            String scenario, String step, String told) throws IOException {
        String text = scenario.replace("{at: 1s, fault: cut, sides: [[A], [B]], for: 1s}", step);
        UserError error = told(text);
        assertThat(error).hasMessageEndingWith(told);
        assertThat(text.lines().toList().get(error.line() - 1)).contains(step);
    }

    @Test
    void what_the_service_tells_is_waited_for_and_the_node_that_starts_as_primary_needs_no_telling()
            throws IOException {
        String cut = "{at: 1s, fault: cut, sides: [[A], [B]], for: 1s}";
        String primary = "{after: promotion, fault: pause, targets: [primary], for: 1s}";
        String noRole = RIGHT.replaceFirst("  role: .*\n", "").replace("ask: primary", "ask: region");
        for (String text : List.of(
                RIGHT.replace(cut, primary), noRole.replace(cut, primary.replace("after: promotion", "at: 1s")))) {
            Path file = Files.writeString(folder.resolve("mine.yml"), text);
            assertThat(Library.scenario(file.toString()).variants()).containsOnlyKeys("one");
        }
    }

    @Test
    void a_command_without_a_value_is_told() throws IOException {
        int from = RIGHT.indexOf("    http:\n");
        String text = RIGHT.substring(0, from) + REDIS + RIGHT.substring(RIGHT.indexOf("load:"));
        assertThat(told(text))
                .hasMessageContaining("mine.yml:15")
                .hasMessageContaining("put {value} where the value belongs");
    }

    @Test
    void the_file_without_mistakes_is_read() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yml"), RIGHT);
        assertThat(Library.scenario(file.toString()).variants()).containsOnlyKeys("one");
    }

    @Test
    void a_variant_changes_one_variable_and_keeps_the_others() throws IOException {
        String text = RIGHT.replace("env: {START: \"{primary}\"}", "env: {START: \"{primary}\", MODE: fast}")
                + """
                  two:
                    extends: one
                    service: {env: {MODE: safe, MORE: yes}}
                """;
        Path file = Files.writeString(folder.resolve("mine.yml"), text);
        UserService service = (UserService)
                Library.scenario(file.toString()).variants().get("two").service();
        assertThat(service.program().variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of("START", "{primary}", "MODE", "safe", "MORE", "yes"));
        assertThat(service.written())
                .extracting("env")
                .isEqualTo(service.program().variables());
    }

    private UserError told(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yml"), text);
        UserError error = catchThrowableOfType(UserError.class, () -> Library.scenario(file.toString()));
        assertThat(error).isNotNull();
        return error;
    }
}
