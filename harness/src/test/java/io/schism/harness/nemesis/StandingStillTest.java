package io.schism.harness.nemesis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.Settings;
import io.schism.harness.scenario.Variant;
import io.schism.harness.zookeeper.Voter;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A voter that is paused while another fault keeps it still: it goes on when the last of both lets go. The site is a stand-in. */
class StandingStillTest {
    private static final Duration LAG = Duration.ofMillis(100);
    private static final Settings LAGS = new Settings(Map.of("lag", "100ms"));
    private static final InetSocketAddress NOBODY = new InetSocketAddress("127.0.0.1", 1);

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** What else happens once the other fault has the voter stand still. */
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    private volatile InetSocketAddress leads = NOBODY;
    private final Variant variant = Library.variant(Library.scenario("github-2018"), "D");
    private final Cluster cluster = new Cluster(site(), variant.topology(), variant.service(), 1, 1);
    private final Member voter =
            cluster.topology().members(Member.Kind.ZOOKEEPER).get(0);
    private final Injection pause = aim("pause");

    private Site site() {
        Object network = Proxy.newProxyInstance(
                Network.class.getClassLoader(), new Class<?>[] {Network.class}, (proxy, method, arguments) -> null);
        return (Site) Proxy.newProxyInstance(
                Site.class.getClassLoader(),
                new Class<?>[] {Site.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "network" -> network;
                    case "pause" -> {
                        told.add("pause");
                        meanwhile.getAndSet(() -> {}).run();
                        yield null;
                    }
                    case "resume" -> told.add("resume");
                    // The others lead as well once it stands still.
                    case "observe" -> arguments[0].equals(voter.name()) || !told.isEmpty() ? leads : NOBODY;
                    default -> null;
                });
    }

    private Injection aim(String fault) {
        return Faults.named(fault).aim(cluster, new Strike(Set.of(), List.of(voter), LAGS, Duration.ofSeconds(1), 1));
    }

    /** From injection to heal. */
    private void electAnother() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            leads = (InetSocketAddress) server.getLocalSocketAddress();
            Thread answering = new Thread(() -> answer(server));
            answering.setDaemon(true);
            answering.start();
            Injection election = aim("elect-leader");
            election.inject();
            election.heal();
        }
    }

    private static void answer(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket asker = server.accept()) {
                asker.getInputStream().readNBytes("srvr".length());
                asker.getOutputStream().write("Zxid: 0x100000001\nMode: leader\n".getBytes(US_ASCII));
            } catch (IOException e) {
                // The test has ended, or an asker has gone.
                continue;
            }
        }
    }

    /** From the first lag to the heal. */
    private void lag() throws IOException, InterruptedException {
        NIOServerCnxnFactory server = new NIOServerCnxnFactory();
        server.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        server.startup(new ZooKeeperServer(folder.toFile(), folder.toFile(), 500));
        Voter lone = new Voter(voter.name(), server.getLocalAddress());
        LaggingVoter lagging = LaggingVoter.begin(cluster, aim("lag-follower"), lone, lone, LAG);
        try {
            await().until(() -> !told.isEmpty());
        } finally {
            lagging.close();
            server.shutdown();
        }
    }

    private void pauseHoldsLast() {
        assertThat(told).containsExactly("pause", "pause");
        pause.heal();
        assertThat(told).containsExactly("pause", "pause", "resume");
    }

    private void pauseAndHeal() {
        pause.inject();
        pause.heal();
        told.add("pause healed");
    }

    @Test
    void an_election_lets_a_leader_stand_still_that_was_paused_meanwhile() throws IOException {
        meanwhile.set(pause::inject);
        electAnother();
        pauseHoldsLast();
    }

    @Test
    void an_election_lets_its_leader_go_on_and_no_pause_that_is_healed_before() throws IOException {
        meanwhile.set(this::pauseAndHeal);
        electAnother();
        assertThat(told).containsExactly("pause", "pause", "pause healed", "resume");
    }

    @Test
    void a_lag_lets_a_follower_stand_still_that_was_paused_meanwhile() throws IOException, InterruptedException {
        meanwhile.set(pause::inject);
        lag();
        pauseHoldsLast();
    }

    @Test
    void a_lag_lets_its_follower_go_on_and_no_pause_that_is_healed_before() throws IOException, InterruptedException {
        meanwhile.set(this::pauseAndHeal);
        lag();
        assertThat(told).startsWith("pause", "pause", "pause healed", "resume").endsWith("resume");
    }
}
