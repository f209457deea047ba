package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackNetworkTest {
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(80);

    private final Fabric fabric = new Fabric(
            "probes",
            List.of(
                    new Member("zk-E", Member.Kind.ZOOKEEPER, "E"),
                    new Member("zk-W", Member.Kind.ZOOKEEPER, "W"),
                    new Member("E1", Member.Kind.SERVICE, "E"),
                    new Member("clients-E", Member.Kind.CLIENTS, "E"),
                    new Member("clients-W", Member.Kind.CLIENTS, "W")),
            Map.of());
    private final LoopbackNetwork network = new LoopbackNetwork(fabric, Map.of());
    private ServerSocket election;

    @BeforeEach
    void zk_w_listens() throws IOException {
        election = new ServerSocket();
        election.bind(fabric.real("zk-W", Port.ZK_ELECTION));
        fabric.arrived("zk-W");
    }

    @AfterEach
    void close() throws IOException {
        election.close();
        fabric.close();
    }

    @Test
    void voter_to_voter_the_probe_goes_by_socks_and_a_cut_of_either_direction_holds_it() throws IOException {
        Pair pair = new Pair("zk-E", "zk-W");
        assertThat(network.probe(pair, PATIENT)).isEqualTo(Reach.OPEN);
        for (Pair cut : List.of(pair, pair.reversed())) {
            network.cut(Set.of(cut));
            assertThat(network.probe(pair, SHORT)).isEqualTo(Reach.CLOSED);
            network.cut(Set.of());
            assertThat(network.probe(pair, PATIENT)).isEqualTo(Reach.OPEN);
        }
        election.close();
        assertThat(network.probe(pair, PATIENT)).as("nobody listens").isEqualTo(Reach.REFUSED);
    }

    @Test
    void clients_to_clients_the_way_is_probed_although_neither_listens() {
        Pair pair = new Pair("clients-E", "clients-W");
        assertThat(network.probe(pair, PATIENT)).isEqualTo(Reach.OPEN);
        network.cut(Set.of(pair));
        assertThat(network.probe(pair, SHORT)).isEqualTo(Reach.CLOSED);
        assertThat(network.probe(new Pair("E1", "clients-W"), PATIENT)).isEqualTo(Reach.OPEN);
    }

    @Test
    void member_that_does_not_run_refuses() {
        assertThat(network.probe(new Pair("clients-E", "E1"), PATIENT)).isEqualTo(Reach.REFUSED);
    }

    @Test
    void voter_that_runs_java_sockets_through_its_socks_port_reaches_members_only() throws IOException {
        InetSocketAddress socks = fabric.socks("zk-E");
        try (Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, socks));
                ServerSocket stranger = new ServerSocket(0, 1, socks.getAddress())) {
            socket.connect(fabric.real("zk-W", Port.ZK_ELECTION), (int) PATIENT.toMillis());
            try (Socket far = election.accept();
                    Socket other = new Socket(new Proxy(Proxy.Type.SOCKS, socks))) {
                socket.getOutputStream().write(7);
                assertThat(far.getInputStream().read()).isEqualTo(7);
                Assertions.assertThatThrownBy(() -> other.connect(stranger.getLocalSocketAddress()))
                        .isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void voter_cut_off_java_sockets_through_its_socks_port_time_out() throws IOException {
        network.cut(Set.of(new Pair("zk-W", "zk-E")));
        try (Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, fabric.socks("zk-E")))) {
            Assertions.assertThatThrownBy(
                            () -> socket.connect(fabric.real("zk-W", Port.ZK_ELECTION), (int) SHORT.toMillis()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void round_trips_that_nobody_asked_for_are_not_claimed() {
        assertThat(network.roundTrips()).startsWith("not reproduced");
    }
}
