package io.schism.harness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.yaml.Yaml;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ZooKeeper client does, on a lone server. */
class ZooKeeperClientTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private NIOServerCnxnFactory server;
    private Client client;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        server = new NIOServerCnxnFactory();
        server.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        server.startup(new ZooKeeperServer(folder.toFile(), folder.toFile(), 500));
        client = new ZooKeeperKind()
                .read(Yaml.parse(Path.of("form.yml"), "root: /schism"), folder)
                .open(Places.at(server.getLocalPort(), folder));
        await().atMost(PATIENCE).until(() -> client.perform("0-0", new Request.Read(0, true)) instanceof Outcome.Ok);
    }

    @AfterEach
    void end() {
        client.close();
        server.shutdown();
    }

    private static Outcome seen(Long value) {
        return new Outcome.Ok(value, "n1", Outcome.Ok.UNTOLD, Outcome.Ok.UNTOLD);
    }

    @Test
    void what_is_written_is_read() {
        assertThat(client.perform("1-1", new Request.Read(7, true))).isEqualTo(seen(null));
        assertThat(client.perform("1-2", new Request.Write(7, 41))).isEqualTo(seen(null));
        assertThat(client.perform("1-3", new Request.Write(7, 42))).isEqualTo(seen(null));
        assertThat(client.perform("1-4", new Request.Read(7, true))).isEqualTo(seen(42L));
    }

    @Test
    void a_cas_of_another_value_is_fail() {
        assertThat(client.perform("1-1", new Request.Cas(8, null, 1))).isEqualTo(seen(null));
        assertThat(client.perform("1-2", new Request.Cas(8, null, 2))).isInstanceOf(Outcome.Fail.class);
        assertThat(client.perform("1-3", new Request.Cas(8, 5L, 2))).isEqualTo(new Outcome.Fail("is 1"));
        assertThat(client.perform("1-4", new Request.Cas(8, 1L, 2))).isEqualTo(seen(null));
        assertThat(client.perform("1-5", new Request.Read(8, true))).isEqualTo(seen(2L));
    }

    @Test
    void without_a_connection_nothing_is_sent() {
        server.shutdown();
        await().atMost(PATIENCE)
                .until(() -> client.perform("1-1", new Request.Write(7, 42)).equals(new Outcome.Fail("not connected")));
    }
}
