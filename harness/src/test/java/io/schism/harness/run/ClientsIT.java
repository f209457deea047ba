package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Launch.Jar;
import io.schism.harness.nodejar.NodeJars;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.history.Call;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients and programs of a user in whole runs on loopback, against the real thing: what keeps one truth, and what does not. */
@Tag("alone")
class ClientsIT {
    private static final Path EXAMPLES =
            Path.of("..", "docs", "tutorial", "example").toAbsolutePath().normalize();
    private static final String SCENARIO =
            """
            schema: 1
            name: lone
            title: one server, and it stands still for three seconds
            regions:
              A: {nodes: [n1]}
            service:
            %s
            load:
              - {workload: mix, regions: [A], rate: 30}
              - {workload: cas, regions: [A], rate: 10}
            plan:
              - {at: 5s, fault: pause, targets: [n1], for: 3s}
            stop: 13s
            work:
              - {phase: before, kind: write, ok: 1}
              - {phase: before, kind: read, ok: 1}
              - {phase: after, kind: cas, ok: 1}
            variants:
              paused:
                expect: {verdict: valid}
            """;

    @TempDir
    Path folder;

    private RunResult run(String service) throws IOException {
        return run(SCENARIO.formatted(service.indent(2).stripTrailing()), "");
    }

    private RunResult run(String text, String variant) throws IOException {
        Scenario scenario = Library.scenario(
                Files.writeString(folder.resolve("lone.yml"), text).toString());
        return new Run(
                        new RunRequest(
                                scenario,
                                Library.variant(scenario, variant),
                                Backends.named("loopback"),
                                1,
                                1,
                                folder.resolve("runs")),
                        Progress.SILENT)
                .execute();
    }

    private static void requireValid(RunResult result) {
        assertThat(result.deviations()).isEmpty();
        assertThat(result.history().calls())
                .filteredOn(Call::isOk)
                .extracting(call -> call.invocation().f())
                .contains("read", "write", "cas");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Test
    void a_lone_zookeeper_paused_by_the_zookeeper_client() throws IOException {
        requireValid(run(
                """
                command: [%s, -cp, %s, org.apache.zookeeper.server.ZooKeeperServerMain, "{port}", "{data}"]
                client:
                  zookeeper: {root: /schism}
                """
                        .formatted(java(), NodeJars.path(Jar.ZOOKEEPER))));
    }

    @Test
    void a_lone_database_paused_by_the_jdbc_client() throws IOException {
        String h2 = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.matches(".*/h2-[^/]*\\.jar"))
                .collect(Collectors.joining());
        requireValid(run(
                """
                command: [%s, -cp, %s, org.h2.tools.Server, -tcp, -tcpPort, "{port}", -ifNotExists, -baseDir, "{data}"]
                client:
                  jdbc:
                    url: "jdbc:h2:tcp://{host}:{port}/./kv"
                    user: sa
                    setup: ["CREATE TABLE IF NOT EXISTS kv (k bigint PRIMARY KEY, v bigint)"]
                    read: "SELECT v FROM kv WHERE k = {key}"
                    write: "MERGE INTO kv VALUES ({key}, {value})"
                    cas: "UPDATE kv SET v = {value} WHERE k = {key} AND v = {old}"
                """
                        .formatted(java(), h2)));
    }

    @Test
    void a_lone_redis_paused_by_the_redis_client() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "redis-server"))),
                "redis-server is not installed");
        requireValid(
                run(
                        """
                command: [redis-server, --port, "{port}", --bind, "{host}", --dir, "{data}", --save, ""]
                client:
                  redis: {}
                """));
    }

    /** The tutorial's file, with other lines for some of its own. */
    private static String tutorial(String client, String plan) throws IOException {
        String built = Files.readString(EXAMPLES.resolve("register.yml"));
        String load = built.substring(built.indexOf("load:"));
        return built.substring(0, built.indexOf("    http:\n")) + client + "  folder: " + EXAMPLES + "\n\n"
                + load.replaceAll("(?s)plan:.*stop: 30s\n", plan).replace("checkers: [LIN, DUAL]", "checkers: [LIN]");
    }

    /** With the example client of the documentation in place of the built-in one; its programs take seconds to start on a busy machine. */
    @Test
    void the_tutorials_two_nodes_cut_off_by_a_client_program_lose_an_update() throws IOException {
        String text = tutorial(
                "    program: {command: [python3, client.py], cas: false}\n",
                "plan:\n  - {at: 10s, fault: cut, sides: [[A], [B]], for: 10s}\nstop: 35s\n");
        assertThat(run(text, "broken").deviations()).isEmpty();
    }

    @Test
    void the_tutorials_mended_nodes_a_tenth_of_a_second_apart_keep_one_truth() throws IOException {
        String built = Files.readString(EXAMPLES.resolve("register.yml"));
        String http = built.substring(built.indexOf("    http:\n"), built.indexOf("\nload:"));
        String text = tutorial(
                http, "plan:\n  - {at: 8s, fault: delay, sides: [[n1], [n2]], by: 100ms, for: 6s}\nstop: 24s\n");
        assertThat(run(text, "fixed").deviations()).isEmpty();
    }
}
