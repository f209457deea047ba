package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real ZooKeeper voters. */
@Tag("alone")
class LoopbackSiteIT {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final List<String> VOTERS = List.of("zk-A", "zk-B", "zk-C");
    private static final List<Member> MEMBERS = VOTERS.stream()
            .map(name -> new Member(name, Member.Kind.ZOOKEEPER, name.substring(3)))
            .toList();

    @TempDir
    Path folder;

    private LoopbackSite site;

    @BeforeEach
    void three_voters_serve() {
        long begun = System.nanoTime();
        site = site("it");
        System.out.println("loopback: three voters serve after "
                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private LoopbackSite site(String runId) {
        LoopbackSite opened =
                (LoopbackSite) new LoopbackBackend().open(runId, folder.resolve(runId), MEMBERS, Map.of());
        VOTERS.forEach(name -> opened.start(launch(opened, name)));
        await().atMost(LONG).until(() -> VOTERS.stream()
                .map(name -> mode(opened, name))
                .sorted()
                .toList()
                .equals(List.of("follower", "follower", "leader")));
        return opened;
    }

    private static Launch launch(LoopbackSite site, String name, String... options) {
        String servers = VOTERS.stream()
                .map(to -> "server." + (VOTERS.indexOf(to) + 1) + "=127.0.0.1:"
                        + site.route(name, to, Port.ZK_QUORUM).getPort() + ":"
                        + site.route(name, to, Port.ZK_ELECTION).getPort() + ";127.0.0.1:"
                        + site.listen(to, Port.ZK_CLIENT).getPort())
                .collect(Collectors.joining("\n"));
        String config = "tickTime=500\ninitLimit=10\nsyncLimit=4\ndataDir={config}\ndataLogDir={data}\n"
                + "admin.enableServer=false\n4lw.commands.whitelist=*\n" + servers + "\n";
        return new Launch(
                new Member(name, Member.Kind.ZOOKEEPER, name.substring(3)),
                Launch.Jar.ZOOKEEPER,
                "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                List.of("{config}/zoo.cfg"),
                Stream.concat(Stream.of("-Xmx96m"), Stream.of(options)).toList(),
                Map.of("zoo.cfg", config, "myid", Integer.toString(VOTERS.indexOf(name) + 1)));
    }

    /** What {@code srvr} says, past every cut. */
    private static String mode(LoopbackSite site, String name) {
        try (Socket socket = new Socket()) {
            socket.connect(site.observe(name, Port.ZK_CLIENT), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.lines()
                    .filter(line -> line.startsWith("Mode: "))
                    .map(line -> line.substring("Mode: ".length()))
                    .findFirst()
                    .orElse("not-serving");
        } catch (IOException e) {
            return "unreachable";
        }
    }

    private String leader() {
        return VOTERS.stream()
                .filter(name -> mode(site, name).equals("leader"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> others(String name) {
        return VOTERS.stream().filter(other -> !other.equals(name)).toList();
    }

    private static Set<Pair> around(String name) {
        Set<Pair> pairs = new HashSet<>();
        others(name).forEach(other -> pairs.addAll(Set.of(new Pair(name, other), new Pair(other, name))));
        return pairs;
    }

    private boolean oneLeadsAmong(List<String> names) {
        return names.stream().map(name -> mode(site, name)).sorted().toList().equals(List.of("follower", "leader"));
    }

    private boolean allServe() {
        return VOTERS.stream()
                .map(name -> mode(site, name))
                .sorted()
                .toList()
                .equals(List.of("follower", "follower", "leader"));
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    @Test
    void three_voters_leader_cut_off_it_steps_down_the_majority_elects_and_it_rejoins_on_heal() {
        String leader = leader();
        assertThat(site.leaks()).isEmpty();
        around(leader)
                .forEach(pair -> assertThat(probe(pair)).as(pair + " before").isTrue());

        long begun = System.nanoTime();
        site.network().cut(around(leader));
        around(leader).forEach(pair -> assertThat(probe(pair)).as(pair + " cut").isFalse());
        await().atMost(LONG).until(() -> mode(site, leader).equals("not-serving"));
        long steppedDown = millisSince(begun);
        await().atMost(LONG).until(() -> oneLeadsAmong(others(leader)));
        long elected = millisSince(begun);
        assertThat(mode(site, leader)).isEqualTo("not-serving");
        assertThat(site.leaks()).isEmpty();

        begun = System.nanoTime();
        site.network().cut(Set.of());
        around(leader)
                .forEach(pair -> assertThat(probe(pair)).as(pair + " healed").isTrue());
        await().atMost(LONG).until(this::allServe);
        System.out.println("loopback: leader cut off, stepped down after " + steppedDown + " ms, another elected after "
                + elected + " ms, rejoined " + millisSince(begun) + " ms after the heal");
        assertThat(site.leaks()).isEmpty();
    }

    @Test
    void three_voters_leader_hears_nothing_one_way_cut_it_steps_down_and_rejoins_on_heal() {
        String leader = leader();
        site.network()
                .cut(others(leader).stream()
                        .map(other -> new Pair(other, leader))
                        .collect(Collectors.toSet()));
        await().atMost(LONG).until(() -> mode(site, leader).equals("not-serving"));
        await().atMost(LONG).until(() -> oneLeadsAmong(others(leader)));
        site.network().cut(Set.of());
        await().atMost(LONG).until(this::allServe);
    }

    @Test
    void three_voters_leader_paused_then_resumed_another_leads_meanwhile_and_it_rejoins() {
        String leader = leader();
        site.pause(leader);
        assertThat(site.isRunning(leader)).isTrue();
        await().atMost(LONG).until(() -> oneLeadsAmong(others(leader)));
        site.resume(leader);
        await().atMost(LONG).until(this::allServe);
    }

    @Test
    void three_voters_leader_killed_then_restarted_another_leads_meanwhile_and_it_rejoins() {
        String leader = leader();
        site.kill(leader);
        assertThat(site.isRunning(leader)).isFalse();
        await().atMost(LONG).until(() -> oneLeadsAmong(others(leader)));
        site.restart(leader);
        await().atMost(LONG).until(this::allServe);
        site.stop(leader);
        assertThat(site.isRunning(leader)).isFalse();
        assertThat(site.leaks()).isEmpty();
    }

    @Test
    void three_voters_one_started_with_a_way_around_its_proxy_the_leak_audit_names_it() {
        site.kill("zk-A");
        site.start(launch(site, "zk-A", "-DsocksNonProxyHosts=127.*"));
        await().atMost(LONG).until(() -> site.leaks().stream().anyMatch(leak -> leak.startsWith("zk-A has")));
    }

    @Test
    void two_sites_side_by_side_a_cut_in_one_leaves_the_other_alone_and_nothing_stays_after_closing() {
        List<Long> before =
                ProcessHandle.current().children().map(ProcessHandle::pid).toList();
        LoopbackSite second = site("second");
        second.network().cut(around("zk-A"));
        around("zk-A")
                .forEach(pair -> assertThat(probe(pair)).as(pair.toString()).isTrue());
        assertThat(new LoopbackBackend().clean()).isEmpty();
        second.pause("zk-B");
        long begun = System.nanoTime();
        second.close();
        System.out.println("loopback: closing three voters took " + millisSince(begun) + " ms");
        assertThat(allServe()).isTrue();
        assertThat(ProcessHandle.current().children().map(ProcessHandle::pid)).hasSameElementsAs(before);
        assertThat(folder.resolve("second/nodes/zk-A/log")).isNotEmptyFile();
        assertThat(folder.resolve("second/nodes/zk-A/conf/zoo.cfg")).isNotEmptyFile();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("fabric-second");
    }

    private boolean probe(Pair pair) {
        Duration limit = Duration.ofMillis(300);
        return site.network().probe(pair, limit) == Reach.OPEN;
    }
}
