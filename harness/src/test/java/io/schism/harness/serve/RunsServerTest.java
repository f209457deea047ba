package io.schism.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.run.Alive;
import io.schism.histories.error.UserError;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what stands under the folder of runs is served, only to who asks this machine by its name, and never as markup. */
class RunsServerTest {
    private static final String RUN = "20260101T000000.000Z-made-A-1";
    private static final String OTHER = "20260201T000000.000Z-made-B-2";
    private static final String HOSTILE = "<script>window.pwned=1</script>";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path runs;
    private RunsServer server;

    @BeforeEach
    void serve() throws IOException {
        runs = Files.createDirectory(folder.resolve("runs"));
        run(RUN, "made", "A", "ended", "false");
        run(OTHER, HOSTILE, "B", "ended", "true");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(runs.resolve(RUN).resolve("link.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(runs.resolve(RUN).resolve("out"), folder);
        Files.createSymbolicLink(runs.resolve("latest"), Path.of(RUN));
        server = RunsServer.open(runs, "127.0.0.1", 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void run(String name, String scenario, String variant, String state, String valid) throws IOException {
        Path run = Files.createDirectory(runs.resolve(name));
        Files.writeString(
                run.resolve("run.json"),
                "{\"scenario\":\"" + scenario + "\",\"variant\":\"" + variant + "\",\"seed\":1,\"started\":\""
                        + name.substring(0, 4) + "-" + name.substring(4, 6) + "-01T00:00:00Z\",\"state\":\"" + state
                        + "\",\"versions\":{\"valid\":\"x\"}}");
        Files.writeString(run.resolve("scenario.yml"), "scenario: made\n");
        Files.writeString(run.resolve("history.edn"), "");
        if (!valid.isEmpty()) {
            Files.writeString(run.resolve("verdict.json"), "{\"schema\":1,\"valid\":" + valid + "}");
            Files.writeString(run.resolve("report.html"), "<!doctype html><title>report</title>");
        }
        Files.createDirectories(run.resolve("nodes/E1"));
        Files.writeString(run.resolve("nodes/E1/node.log"), "a log\n");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path.substring(1)))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A request as typed: no client puts its path or its headers right. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + server.address().getPort();
    }

    @Test
    void the_list_shows_every_run_the_newest_first_and_no_name_as_markup() throws IOException, InterruptedException {
        String page = get("/").body();
        assertThat(page).contains("&lt;script&gt;window.pwned=1&lt;/script&gt;").doesNotContain(HOSTILE);
        assertThat(page.indexOf(OTHER)).isLessThan(page.indexOf(RUN));
        assertThat(page).contains("2 of 2 runs");
    }

    @Test
    void a_run_whose_files_are_links_is_none() throws IOException, InterruptedException {
        Path history = runs.resolve(RUN).resolve("history.edn");
        Files.delete(history);
        Files.createSymbolicLink(history, folder.resolve("secret.txt"));

        for (String path : List.of("/live/" + RUN, "/events/" + RUN, "/compare?run=" + RUN + "&run=" + OTHER)) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/").body()).contains(OTHER).doesNotContain(RUN);
    }

    @Test
    void the_list_is_filtered_by_scenario_verdict_date_and_words() throws IOException, InterruptedException {
        assertThat(get("/?scenario=made").body()).contains(RUN).doesNotContain(OTHER);
        assertThat(get("/?verdict=valid").body()).contains(OTHER).doesNotContain(RUN);
        assertThat(get("/?from=2026-01-15").body()).contains(OTHER).doesNotContain(RUN);
        assertThat(get("/?to=2026-01-01").body()).contains(RUN).doesNotContain(OTHER);
        assertThat(get("/?q=a-1").body()).contains(RUN).doesNotContain(OTHER);
        assertThat(get("/?q=%22%3E%3Cscript%3E").body()).contains("No run fits").doesNotContain("\"><script>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runs/RUN/../../secret.txt",
                "/runs/RUN/%2e%2e/%2e%2e/secret.txt",
                "/runs/RUN/..%2f..%2fsecret.txt",
                "/runs/..%2fsecret.txt",
                "/runs/%2e%2e/secret.txt",
                "/runs/RUN/link.txt",
                "/runs/RUN/out/secret.txt",
                "/runs/latest/run.json",
                "/runs/RUN/nodes%2fE1%2fnode.log",
                "/runs/RUN/%00",
                "/runs/RUN/%zz",
                "/runs/RUN/nodes",
                "/zip/..",
                "/live/%2e%2e",
                "/events/latest",
                "//etc/passwd"
            })
    void nothing_outside_a_run_is_read(String path) throws IOException {
        String answer = raw("GET " + path.replace("RUN", RUN) + " HTTP/1.1\r\n" + host() + "\r\nConnection: close");
        assertThat(answer).doesNotContain("secret\n").doesNotContain("root:");
        assertThat(answer.lines().findFirst().orElse("")).containsAnyOf(" 404 ", " 400 ");
    }

    @Test
    void a_file_of_a_run_is_served_as_text_and_a_report_apart_from_this_server()
            throws IOException, InterruptedException {
        HttpResponse<String> log = get("/runs/" + RUN + "/nodes/E1/node.log");
        assertThat(log.body()).isEqualTo("a log\n");
        assertThat(log.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(log.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        HttpResponse<String> report = get("/runs/" + RUN + "/report.html");
        assertThat(report.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox allow-scripts")
                .doesNotContain("allow-same-origin")
                .contains("default-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host: evil.example", "Host: localhost.evil.example:80", "Host: 127.0.0.1.evil.example", "X: y"})
    void a_foreign_name_is_refused(String header) throws IOException {
        String answer = raw("GET / HTTP/1.1\r\n" + header + "\r\nConnection: close");
        assertThat(answer.lines().findFirst().orElse("")).containsAnyOf(" 421 ", " 400 ");
        assertThat(answer).doesNotContain(RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void this_machine_goes_by_its_names(String name) throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: " + name + ":1\r\nConnection: close"))
                .contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void nothing_can_be_changed(String method) throws IOException {
        assertThat(raw(method + " / HTTP/1.1\r\n" + host() + "\r\nContent-Length: 0\r\nConnection: close"))
                .contains(" 405 ");
    }

    @Test
    void a_zip_holds_the_run_without_what_links_point_to() throws IOException, InterruptedException {
        byte[] zip = client.send(
                        HttpRequest.newBuilder(URI.create(server.address() + "zip/" + RUN))
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names)
                .contains(RUN + "/run.json", RUN + "/nodes/E1/node.log")
                .noneMatch(name -> name.contains("secret") || name.contains("link"));
    }

    @Test
    void two_runs_are_needed_for_a_comparison_and_a_broken_one_is_told_in_words()
            throws IOException, InterruptedException {
        assertThat(get("/compare?run=" + RUN).statusCode()).isEqualTo(400);
        HttpResponse<String> broken = get("/compare?run=" + RUN + "&run=" + OTHER);
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    }

    @Test
    void a_run_that_goes_on_is_followed_to_its_verdict() throws IOException, InterruptedException {
        String name = "20260301T000000.000Z-made-C-3";
        run(name, "made", "C", "running", "");
        Path run = runs.resolve(name);
        Alive alive = Alive.hold(run);
        HttpResponse<java.io.InputStream> events = client.send(
                HttpRequest.newBuilder(URI.create(server.address() + "events/" + name))
                        .build(),
                BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            append(
                    run,
                    "{:index 0 :time 1000 :process :observer :type :info :f :role :value {:role :primary :epoch 1}"
                            + " :node \"E1\"}\n");
            assertThat(next(lines, "timeline", "\"E1\"")).contains("primary");
            append(
                    run,
                    "{:index 1 :time 2000 :process 0 :type :invoke :f :read :value [1 nil] :region \"E\"}\n"
                            + "{:index 2 :time 3000 ");
            append(run, ":process 0 :type :ok :f :read :value [1 2] :region \"E\"}\n");
            assertThat(next(lines, "timeline", "\"ok\":[1]")).contains("\"name\":\"E\"");
            Files.writeString(run.resolve("verdict.json"), "{\"schema\":1,\"valid\":\"unknown\"}");
            Files.writeString(run.resolve("report.html"), "<!doctype html>");
            assertThat(next(lines, "end", "")).isEqualTo("unknown");
        } finally {
            alive.close();
        }
    }

    @Test
    void a_run_whose_process_is_gone_does_not_go_on() throws IOException, InterruptedException {
        String name = "20260301T000000.000Z-made-C-3";
        run(name, "made", "C", "running", "");
        assertThat(get("/").body()).contains("not judged").doesNotContain("follow it live");
        assertThat(get("/events/" + name).body()).isEqualTo("event: end\ndata: not judged\n\n");
        assertThat(get("/live/" + name).body()).contains("Its process went before the run was judged");
    }

    private static void append(Path run, String text) throws IOException {
        Files.writeString(run.resolve("history.edn"), text, StandardOpenOption.APPEND);
    }

    /** The data of the next event of that name whose data says something of it. */
    private static String next(BufferedReader lines, String name, String part) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String data = line.equals("event: " + name) ? String.valueOf(lines.readLine()) : "";
            if (data.startsWith("data: ") && data.contains(part)) {
                return data.substring("data: ".length());
            }
        }
        throw new AssertionError("the events ended without " + name + " " + part);
    }

    @Test
    void a_missing_folder_is_told_with_a_remedy() {
        assertThatThrownBy(() -> RunsServer.open(folder.resolve("none"), "127.0.0.1", 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--runs");
    }
}
