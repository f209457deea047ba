package io.schism.harness.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.yaml.Yaml;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Redis client says, and what it makes of replies. The server replies as told. */
class RedisClientTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String reply = "+OK\r\n";
    private ServerSocket server;
    private Client client;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "fake-redis");
        thread.setDaemon(true);
        thread.start();
        client = new RedisKind()
                .read(Yaml.parse(Path.of("form.yml"), "{}"), Path.of("."))
                .open(Places.at(server.getLocalPort(), Path.of(".")));
    }

    private void accept() {
        byte[] buffer = new byte[4096];
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                for (int n = socket.getInputStream().read(buffer);
                        n > 0;
                        n = socket.getInputStream().read(buffer)) {
                    asked.add(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                // The client or the test has gone.
                continue;
            }
        }
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        server.close();
    }

    private Outcome replied(String text, Request request) {
        reply = text.replace("|", "\r\n");
        return client.perform("1-1", request);
    }

    @Test
    void commands_are_arrays_of_bulk_strings_on_one_connection() {
        replied("+OK|", new Request.Write(7, 42));
        replied("$2|42|", new Request.Read(7, true));
        assertThat(asked)
                .containsExactly("*3\r\n$3\r\nSET\r\n$1\r\n7\r\n$2\r\n42\r\n", "*2\r\n$3\r\nGET\r\n$1\r\n7\r\n");
    }

    @ParameterizedTest
    @CsvSource({"$2|42|, 42", ":42|, 42", "*2|$1|1|$2|42|, 42"})
    void a_read_gives_the_number_of_a_reply(String text, long value) {
        assertThat(replied(text, new Request.Read(7, true)))
                .isEqualTo(new Outcome.Ok(value, "n1", Outcome.Ok.UNTOLD, Outcome.Ok.UNTOLD));
    }

    @Test
    void nil_is_an_absent_key() {
        assertThat(replied("$-1|", new Request.Read(7, true)))
                .isEqualTo(new Outcome.Ok(null, "n1", Outcome.Ok.UNTOLD, Outcome.Ok.UNTOLD));
    }

    @ParameterizedTest
    @CsvSource({
        "-READONLY You can't write against a read only replica.|, Fail",
        "$-1|, Fail",
        ":0|, Fail",
        ":1|, Ok",
        "HTTP/1.1 400|, Indeterminate"
    })
    void a_reply_to_a_cas_means_what_redis_means(String text, String outcome) {
        assertThat(replied(text, new Request.Cas(7, 41L, 42)).getClass().getSimpleName())
                .isEqualTo(outcome);
        assertThat(asked.get(0)).contains("EVAL").contains("$2\r\n41\r\n$2\r\n42\r\n");
    }

    @Test
    void a_refused_connection_is_fail() throws IOException {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        try (Client unheard = new RedisKind()
                .read(Yaml.parse(Path.of("form.yml"), "{}"), Path.of("."))
                .open(Places.at(gone.getLocalPort(), Path.of(".")))) {
            assertThat(unheard.perform("1-1", new Request.Write(7, 42))).isEqualTo(new Outcome.Fail("refused"));
        }
    }
}
