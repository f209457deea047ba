package io.schism.harness.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.schism.harness.yaml.Yaml;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the HTTP client makes of templates and answers. The server answers as told. */
class HttpTemplateClientTest {
    private static final String FORM =
            """
            headers: {X-Who: schism}
            read: {request: "GET /kv/{key}", value: {json: it.value}, absent: 404}
            write: {request: "PUT /kv/{key}?op={op}", body: '{"value": {value}}'}
            cas: {request: "POST /kv/{key}/cas", body: '{"old": {old}, "new": {value}}'}
            answers: {ok: [200, {status: 202, json: done, equals: true}], fail: [409, 404]}
            node: {json: by}
            epoch: {json: term}
            """;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body = "{}";
    private HttpServer server;
    private Client client;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    + " " + exchange.getRequestHeaders().getFirst("X-Who"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        client = open(server.getAddress().getPort());
    }

    private static Client open(int port) {
        return new HttpKind()
                .read(Yaml.parse(Path.of("form.yml"), FORM), Path.of("."))
                .open(Places.at(port, Path.of(".")));
    }

    @AfterEach
    void end() {
        client.close();
        server.stop(0);
    }

    private Outcome answered(int with, String text, Request request) {
        status = with;
        body = text;
        return client.perform("3-9", request);
    }

    @Test
    void requests_are_filled_from_the_operation() {
        client.perform("3-9", new Request.Read(7, true));
        client.perform("3-9", new Request.Write(7, 42));
        client.perform("3-9", new Request.Cas(7, 42L, 43));
        client.perform("3-9", new Request.Cas(7, null, 43));
        assertThat(asked)
                .containsExactly(
                        "GET /kv/7  schism",
                        "PUT /kv/7?op=3-9 {\"value\": 42} schism",
                        "POST /kv/7/cas {\"old\": 42, \"new\": 43} schism",
                        "POST /kv/7/cas {\"old\": null, \"new\": 43} schism");
    }

    @Test
    void a_read_tells_value_node_and_epoch() {
        Outcome outcome =
                answered(200, "{\"it\": {\"value\": 41}, \"by\": \"n2\", \"term\": 3}", new Request.Read(7, true));
        assertThat(outcome).isEqualTo(new Outcome.Ok(41L, "n2", 3, Outcome.Ok.UNTOLD));
    }

    @Test
    void an_absent_key_is_nil_and_the_node_is_the_one_that_was_asked() {
        Outcome nil = new Outcome.Ok(null, "n1", Outcome.Ok.UNTOLD, Outcome.Ok.UNTOLD);
        assertThat(answered(404, "nothing", new Request.Read(7, true))).isEqualTo(nil);
        assertThat(answered(200, "{\"it\": {\"value\": null}}", new Request.Read(7, true)))
                .isEqualTo(nil);
    }

    @ParameterizedTest
    @CsvSource({
        "200, {}, Ok",
        "202, {\"done\": true}, Ok",
        "202, {\"done\": false}, Indeterminate",
        "404, {}, Fail",
        "409, {}, Fail",
        "500, {}, Indeterminate",
        "503, {}, Indeterminate",
        "302, {}, Indeterminate"
    })
    void an_answer_to_a_write_means_what_the_scenario_says(int with, String text, String outcome) {
        assertThat(answered(with, text, new Request.Write(7, 42)).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void a_read_without_a_number_is_indeterminate() {
        assertThat(answered(200, "{\"it\": {\"value\": \"soup\"}}", new Request.Read(7, true)))
                .isInstanceOf(Outcome.Indeterminate.class);
        assertThat(answered(200, "{}", new Request.Read(7, true))).isInstanceOf(Outcome.Indeterminate.class);
    }

    @Test
    void a_refused_connection_is_fail_and_silence_is_indeterminate() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Client unheard = open(silent.getLocalPort())) {
            assertThat(unheard.perform("1-1", new Request.Write(7, 42))).isInstanceOf(Outcome.Indeterminate.class);
            silent.close();
            assertThat(unheard.perform("1-2", new Request.Write(7, 42))).isEqualTo(new Outcome.Fail("refused"));
        }
    }
}
