package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.schism.workloads.coordination.Json;
import io.schism.workloads.coordination.Peer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A candidate fetches from a source that is a stand-in: it has one entry more whenever it is asked. */
class CatchUpTest {
    private static final long THROUGH = 3;

    private final AtomicInteger fetches = new AtomicInteger();
    private HttpServer source;
    private ServiceNode candidate;
    private int port;

    @BeforeEach
    void start() throws IOException {
        source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.createContext("/internal/fetch", exchange -> {
            Internal.Fetch asked = Json.MAPPER.readValue(exchange.getRequestBody(), Internal.Fetch.class);
            long pos = asked.prevPos() + 1;
            Entry entry = new Entry(1, pos, "op-" + pos, 7L, new Change.Write(pos));
            fetches.incrementAndGet();
            byte[] answer =
                    Json.MAPPER.writeValueAsBytes(new Internal.Fetched(true, asked.prevPos(), Wire.of(List.of(entry))));
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        source.start();
        port = FreePort.next();
        candidate = new ServiceNode(
                new NodeConfig(
                        "W1",
                        "W",
                        "127.0.0.1:" + port,
                        null,
                        "unused",
                        List.of(new Peer(
                                "C1",
                                "C",
                                false,
                                "127.0.0.1:" + source.getAddress().getPort())),
                        List.of("127.0.0.1:" + FreePort.next()),
                        2_000,
                        1,
                        "E1",
                        Policies.SAFE),
                new SimulatedDisk(),
                e -> {});
    }

    @AfterEach
    void stop() {
        candidate.close();
        source.stop(0);
    }

    @Test
    @DisplayName(
            "a source that nobody has fenced goes on growing: the candidate stops at the position that it was asked for")
    void stopsWhereAsked() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/internal/catchup"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        Json.MAPPER.writeValueAsBytes(new Internal.CatchUp(2, "C1", THROUGH))))
                .build();
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        Internal.Installed installed = Json.MAPPER.readValue(response.body(), Internal.Installed.class);
        assertThat(installed.lastPos()).isEqualTo(THROUGH);
        assertThat(fetches).hasValue((int) THROUGH);
    }
}
