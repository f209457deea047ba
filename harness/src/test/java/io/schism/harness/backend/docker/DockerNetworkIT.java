package io.schism.harness.backend.docker;

import static io.schism.harness.backend.docker.DockerRig.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.HostConfig;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Site;
import io.schism.harness.process.ProcessStamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three regions with a node and a gateway each. */
@Tag("docker")
@Tag("alone")
class DockerNetworkIT {
    private static final Duration PROBE = Duration.ofMillis(400);
    private static final Member CLIENTS_E = member("clients-E", Member.Kind.CLIENTS);
    private static final Member CLIENTS_W = member("clients-W", Member.Kind.CLIENTS);
    private static final Member NODE_E = member("E", Member.Kind.SERVICE);
    private static final Member NODE_W = member("W", Member.Kind.SERVICE);
    private static final List<Member> MEMBERS = List.of(NODE_E, NODE_W, CLIENTS_E, CLIENTS_W);

    @TempDir
    static Path folder;

    private static DockerClient client;
    private static String runId;
    private static Site site;

    @BeforeAll
    static void open() {
        client = DockerRig.assumeDocker();
        runId = DockerRig.runId();
        site = DockerRig.open(runId, folder, MEMBERS.toArray(Member[]::new));
        site.start(DockerRig.echo(NODE_E));
        site.start(DockerRig.echo(NODE_W));
        awaitUncut(site);
    }

    @AfterEach
    void heal() {
        if (site != null) {
            site.network().cut(Set.of());
        }
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
        }
    }

    private static void awaitUncut(Site site) {
        await().atMost(Duration.ofSeconds(30)).until(() -> unreachable(site).isEmpty());
    }

    /** Every ordered pair by which a probe does not get through. */
    private static Set<String> unreachable(Site site) {
        List<Pair> pairs = new ArrayList<>();
        for (Member from : MEMBERS) {
            for (Member to : MEMBERS) {
                if (!from.equals(to)) {
                    pairs.add(new Pair(from.name(), to.name()));
                }
            }
        }
        return pairs.parallelStream()
                .filter(pair -> site.network().probe(pair, PROBE) != Reach.OPEN)
                .map(Pair::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void two_regions_cut_apart_nothing_crosses_everything_inside_does_all_is_back_after_the_heal() {
        site.network()
                .cut(Set.of(
                        new Pair("E", "W"),
                        new Pair("W", "E"),
                        new Pair("clients-E", "W"),
                        new Pair("W", "clients-E")));
        assertThat(unreachable(site)).containsExactlyInAnyOrder("E->W", "W->E", "clients-E->W", "W->clients-E");
        site.network().cut(Set.of(new Pair("clients-W", "E"), new Pair("E", "clients-W")));
        assertThat(unreachable(site))
                .as("a new cut stands in for the one before")
                .containsExactlyInAnyOrder("clients-W->E", "E->clients-W");
        site.network().cut(Set.of());
        assertThat(unreachable(site)).isEmpty();
    }

    @Test
    void one_direction_cut_no_connection_is_made_in_either() {
        site.network().cut(Set.of(new Pair("E", "W")));
        assertThat(unreachable(site)).containsExactlyInAnyOrder("E->W", "W->E");
    }

    @Test
    void a_connection_opened_before_the_cut_delivers_nothing_during_it_and_everything_after() throws IOException {
        InetSocketAddress gateway = site.route("clients-E", "W", Port.HTTP);
        try (Socket caller = new Socket(gateway.getAddress(), gateway.getPort())) {
            assertThat(conversation(caller, 2000)).isEqualTo("closed");
            site.network().cut(Set.of(new Pair("clients-E", "W"), new Pair("W", "clients-E")));
            assertThatThrownBy(() -> conversation(caller, 1000)).isInstanceOf(SocketTimeoutException.class);
            site.network().cut(Set.of());
            caller.setSoTimeout(20_000);
            assertThat(word(caller)).isEqualTo("closed");
        }
    }

    @Test
    void the_table_removed_underneath_a_cut_lets_the_probe_through_and_the_next_cut_holds_again() {
        Set<Pair> cut = Set.of(new Pair("E", "W"), new Pair("W", "E"));
        site.network().cut(cut);
        assertThat(site.network().probe(new Pair("E", "W"), PROBE)).isEqualTo(Reach.CLOSED);
        try (SideContainer somebody = SideContainer.start(
                client,
                SideImage.findOrBuild(client),
                "schism-" + runId + "-somebody",
                Labels.of(runId, ProcessStamp.current()))) {
            assertThat(somebody.nft("delete table bridge schism_" + runId).exit())
                    .isZero();
        }
        assertThat(site.network().probe(new Pair("E", "W"), PROBE)).isEqualTo(Reach.OPEN);
        site.network().cut(cut);
        assertThat(site.network().probe(new Pair("E", "W"), PROBE)).isEqualTo(Reach.CLOSED);
    }

    @Test
    void two_sites_side_by_side_a_cut_of_one_leaves_the_other_alone(@TempDir Path other) {
        try (Site second = DockerRig.open(DockerRig.runId(), other, MEMBERS.toArray(Member[]::new))) {
            second.start(DockerRig.echo(NODE_E));
            second.start(DockerRig.echo(NODE_W));
            awaitUncut(second);
            site.network().cut(Set.of(new Pair("E", "W")));
            assertThat(unreachable(second)).isEmpty();
            second.network().cut(Set.of(new Pair("clients-E", "clients-W")));
            second.network().cut(Set.of());
            assertThat(site.network().probe(new Pair("E", "W"), PROBE)).isEqualTo(Reach.CLOSED);
        }
        assertThat(site.network().probe(new Pair("E", "W"), PROBE)).isEqualTo(Reach.CLOSED);
        site.network().cut(Set.of());
        assertThat(unreachable(site)).isEmpty();
    }

    @Test
    void every_published_port_is_on_127_0_0_1_alone() throws IOException {
        List<ContainerPort> published = new ArrayList<>();
        for (Container container : containers()) {
            published.addAll(List.of(container.getPorts()));
        }
        assertThat(published).isNotEmpty().allSatisfy(port -> {
            assertThat(port.getIp()).isEqualTo("127.0.0.1");
            assertThat(port.getPublicPort()).isNotNull();
        });
        int port = site.observe("E", Port.PROBE).getPort();
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        assertThat(others).isNotEmpty().allSatisfy(address -> assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(address, port), 500);
                    }
                })
                .isInstanceOf(IOException.class));
    }

    @Test
    void members_have_no_rights_and_the_side_container_only_that_of_the_network() {
        for (Container container : containers()) {
            var inspected = client.inspectContainerCmd(container.getId()).exec();
            HostConfig host = inspected.getHostConfig();
            assertThat(host.getCapDrop()).extracting(Enum::name).containsExactly("ALL");
            assertThat(host.getReadonlyRootfs()).isTrue();
            assertThat(host.getPrivileged()).isNotEqualTo(Boolean.TRUE);
            assertThat(host.getSecurityOpts()).contains("no-new-privileges");
            assertThat(host.getMemory()).isPositive();
            assertThat(host.getPidsLimit()).isPositive();
            if (container.getNames()[0].endsWith("-side")) {
                assertThat(host.getCapAdd()).extracting(Enum::name).containsExactly("NET_ADMIN");
            } else {
                assertThat(host.getCapAdd()).isNullOrEmpty();
                assertThat(host.getNetworkMode()).isEqualTo("schism-" + runId);
                assertThat(inspected.getConfig().getUser()).isEqualTo(Images.USER);
            }
        }
    }

    private static List<Container> containers() {
        return client.listContainersCmd()
                .withLabelFilter(List.of(Labels.RUN + "=" + runId))
                .exec();
    }

    /** Asks a probe agent something malformed; the first word of the answer. */
    private static String conversation(Socket caller, int limit) throws IOException {
        caller.setSoTimeout(limit);
        caller.getOutputStream().write('\n');
        return word(caller);
    }

    private static String word(Socket caller) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = caller.getInputStream().read();
                c != '\n' && c >= 0;
                c = caller.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().split(" ", 2)[0];
    }
}
