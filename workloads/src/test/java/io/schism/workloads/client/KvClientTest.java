package io.schism.workloads.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.workloads.client.Outcome.Fail;
import io.schism.workloads.client.Outcome.Indeterminate;
import io.schism.workloads.client.Outcome.Ok;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KvClientTest {
    private static final Timeouts SHORT =
            new Timeouts(Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofMillis(20));
    private static final Request WRITE = new Request.Write(7, 41);
    private static final FakeNode.Behaviour WRITTEN = FakeNode.json(200, "{\"node\":\"E1\",\"epoch\":1,\"pos\":812}");

    private final FakeNode node = new FakeNode().claims(1, "E1");
    private final List<Closeable> opened = new ArrayList<>(List.of(node::close));

    @AfterEach
    void close() throws IOException {
        for (Closeable each : opened) {
            each.close();
        }
    }

    private KvClient client(Map<String, InetSocketAddress> nodes) {
        Directory directory = new Directory("E", nodes, Set.of("E1"), SHORT);
        KvClient client = new KvClient(directory, SHORT);
        opened.add(0, directory::close);
        opened.add(0, client::close);
        return client;
    }

    private KvClient client() {
        return client(Map.of("E1", node.address()));
    }

    @Test
    @DisplayName("a node that answers: a write, a cas and a read go out as specified and come back ok")
    void speaksTheProtocol() {
        node.then(
                WRITTEN, WRITTEN, WRITTEN, FakeNode.json(200, "{\"value\":41,\"node\":\"E1\",\"epoch\":1,\"pos\":9}"));
        KvClient client = client();

        assertThat(client.perform("3-9", WRITE)).isEqualTo(new Ok(null, "E1", 1, 812));
        assertThat(client.perform("3-10", new Request.Cas(7, 40L, 41))).isEqualTo(new Ok(null, "E1", 1, 812));
        assertThat(client.perform("3-11", new Request.Cas(7, null, 41))).isEqualTo(new Ok(null, "E1", 1, 812));
        assertThat(client.perform("3-12", new Request.Read(7, true))).isEqualTo(new Ok(41L, "E1", 1, 9));
        assertThat(node.requests())
                .containsExactly(
                        "PUT /kv/7 {\"value\":41,\"op\":\"3-9\"}",
                        "POST /kv/7/cas {\"old\":40,\"new\":41,\"op\":\"3-10\"}",
                        "POST /kv/7/cas {\"old\":null,\"new\":41,\"op\":\"3-11\"}",
                        "GET /kv/7");
    }

    @Test
    @DisplayName("a node that answers null: an ok read of an absent key")
    void readsAbsence() {
        node.then(FakeNode.json(200, "{\"value\":null,\"node\":\"E1\",\"epoch\":1,\"pos\":9}"));

        assertThat(client().perform("1-1", new Request.Read(7, true))).isEqualTo(new Ok(null, "E1", 1, 9));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("mismatch", FakeNode.json(409, "{\"error\":\"mismatch\"}"), new Fail("mismatch")),
                Arguments.of("not primary", FakeNode.json(421, "{\"error\":\"not-primary\"}"), new Fail("not-primary")),
                Arguments.of("suspended", FakeNode.json(503, "{\"error\":\"suspended\"}"), new Fail("suspended")),
                Arguments.of("refusal without words", FakeNode.json(503, ""), new Fail("status 503")),
                Arguments.of(
                        "unconfirmed",
                        FakeNode.json(504, "{\"error\":\"unconfirmed\"}"),
                        new Indeterminate("unconfirmed")),
                Arguments.of("server error", FakeNode.json(500, "{}"), new Indeterminate("status 500")),
                Arguments.of(
                        "redirect",
                        FakeNode.raw("HTTP/1.1 302 X\r\nLocation: /kv/8\r\nContent-Length: 0\r\n\r\n", FakeNode.HANG),
                        new Indeterminate("status 302")),
                Arguments.of("ok that is not JSON", FakeNode.json(200, "<html>"), new Indeterminate("garbage")),
                Arguments.of("ok without a node", FakeNode.json(200, "{}"), new Indeterminate("garbage")),
                Arguments.of("silence", FakeNode.HANG, new Indeterminate("timeout")),
                Arguments.of(
                        "close without answer", FakeNode.CLOSE, new Indeterminate("no-answer NoHttpResponseException")),
                Arguments.of("reset after the request", FakeNode.RESET, new Indeterminate("no-answer SocketException")),
                Arguments.of(
                        "half a head, then silence",
                        FakeNode.raw("HTTP/1.1 200 X\r\nConte", FakeNode.HANG),
                        new Indeterminate("timeout")),
                Arguments.of(
                        "half a body, then silence",
                        FakeNode.raw("HTTP/1.1 200 X\r\nContent-Length: 40\r\n\r\n{\"node\":", FakeNode.HANG),
                        new Indeterminate("timeout")),
                Arguments.of(
                        "half a body, then the end",
                        FakeNode.raw("HTTP/1.1 200 X\r\nContent-Length: 40\r\n\r\n{\"node\":", FakeNode.CLOSE),
                        new Indeterminate("no-answer ConnectionClosedException")));
    }

    @ParameterizedTest(name = "{0}: {2}, asked once")
    @MethodSource("answers")
    void judgesAnAnswer(String what, FakeNode.Behaviour behaviour, Outcome expected) {
        node.then(behaviour);

        assertThat(client().perform("1-1", WRITE)).isEqualTo(expected);
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    @DisplayName("a node that speaks no HTTP: indeterminate, asked once")
    void notHttp() {
        node.then(FakeNode.raw("SSH-2.0-Something\r\n", FakeNode.CLOSE));

        assertThat(client().perform("1-1", WRITE)).isInstanceOf(Indeterminate.class);
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    @DisplayName("nobody listens: refused before a byte was sent, so it certainly did not happen")
    void refused() {
        node.close();

        assertThat(client().perform("1-1", WRITE)).isEqualTo(new Fail("refused"));
    }

    @Test
    @DisplayName("a connection reset before the request is read: indeterminate, no second connection for it")
    void resetOnAccept() {
        node.resetsOnAccept();
        // Nobody polls this address, so every connection is the operation's.
        KvClient client = client(Map.of("E1", silent(), "W1", node.address()));
        tell(client, 2, "W1");
        int before = node.connections();

        assertThat(client.perform("1-1", WRITE)).isInstanceOf(Indeterminate.class);
        assertThat(node.requests()).isEmpty();
        assertThat(node.connections() - before).isPositive();
    }

    @Test
    @DisplayName("connections that never come to stand: a time-out is indeterminate, never failed")
    void connectTimeout() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fillBacklog(full);

            assertThat(client(Map.of("E1", (InetSocketAddress) full.getLocalSocketAddress()))
                            .perform("1-1", WRITE))
                    .isEqualTo(new Indeterminate("connect-timeout"));
        }
    }

    @Test
    @DisplayName("a kept connection closed by the node meanwhile: replaced before a byte is sent")
    void replacesAStaleConnection() {
        node.then(socket -> WRITTEN.answer(socket) && FakeNode.CLOSE.answer(socket), WRITTEN);
        KvClient client = client();

        assertThat(client.perform("1-1", WRITE)).isInstanceOf(Ok.class);
        await().until(() -> node.ended() == 1);
        assertThat(client.perform("1-2", WRITE)).isInstanceOf(Ok.class);
        assertThat(node.requests()).hasSize(2);
    }

    @Test
    @DisplayName("a node killed while its connection was kept: the next operation is refused, not indeterminate")
    void killedBetweenOperations() {
        node.then(WRITTEN);
        KvClient client = client();
        client.perform("1-1", WRITE);
        node.close();

        assertThat(client.perform("1-2", WRITE)).isEqualTo(new Fail("refused"));
    }

    @Test
    @DisplayName("a kept connection that breaks under the request: indeterminate, and never sent again")
    void brokenUnderTheRequest() {
        node.then(WRITTEN, FakeNode.RESET, WRITTEN);
        KvClient client = client();
        client.perform("1-1", WRITE);

        assertThat(client.perform("1-2", WRITE)).isInstanceOf(Indeterminate.class);
        assertThat(node.requests()).hasSize(2);
        assertThat(client.perform("1-3", WRITE)).isInstanceOf(Ok.class);
    }

    @Test
    @DisplayName("2 nodes, the old primary names the new one: the next operation goes there")
    void followsAHint() {
        try (FakeNode west = new FakeNode().claimsNothing()) {
            node.then(FakeNode.json(421, "{\"error\":\"not-primary\",\"epoch\":2,\"primary\":\"W1\"}"));
            west.then(FakeNode.json(200, "{\"node\":\"W1\",\"epoch\":2,\"pos\":1}"));
            KvClient client = client(Map.of("E1", node.address(), "W1", west.address()));

            assertThat(client.perform("1-1", WRITE)).isEqualTo(new Fail("not-primary"));
            assertThat(client.perform("1-2", WRITE)).isEqualTo(new Ok(null, "W1", 2, 1));
        }
    }

    @Test
    @DisplayName("2 nodes, the primary elsewhere: a local read stays in the region and teaches no epoch")
    void readsLocally() {
        try (FakeNode west = new FakeNode().claimsNothing()) {
            node.then(FakeNode.json(200, "{\"value\":4,\"node\":\"E1\",\"epoch\":7,\"pos\":1}"));
            west.then(WRITTEN);
            KvClient client = client(Map.of("E1", node.address(), "W1", west.address()));
            tell(client, 2, "W1");

            assertThat(client.perform("1-1", new Request.Read(7, false))).isEqualTo(new Ok(4L, "E1", 7, 1));
            assertThat(client.directory().highest()).contains(new Claim(2, "W1"));
        }
    }

    private static void tell(KvClient client, long epoch, String primary) {
        client.directory().learn(new Claim(epoch, primary));
    }

    private static InetSocketAddress silent() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    private void fillBacklog(ServerSocket server) {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            opened.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("the backlog never fills");
    }
}
