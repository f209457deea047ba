package io.schism.harness.backend.docker;

import static io.schism.harness.backend.docker.DockerRig.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@Tag("alone")
class DockerLifecycleIT {
    private static final Duration PROBE = Duration.ofMillis(500);
    private static final Member ZOOKEEPER = member("zk-E", Member.Kind.ZOOKEEPER);
    private static final Member CLIENTS = member("clients-E", Member.Kind.CLIENTS);
    private static final Pair CALL = new Pair("clients-E", "zk-E");
    private static DockerClient client;

    @TempDir
    private Path folder;

    @BeforeAll
    static void docker() {
        client = DockerRig.assumeDocker();
    }

    /** What the backend itself tells to have on the host, of one run. */
    private static List<String> ofRun(String runId) {
        return DockerRig.BACKEND.traces().stream()
                .filter(trace -> trace.contains(runId))
                .toList();
    }

    @Test
    void one_ZooKeeper_killed_and_restarted_paused_and_resumed_stopped_and_restarted_keeps_addresses_and_data() {
        String runId = DockerRig.runId();
        try (Site site = DockerRig.open(runId, folder, ZOOKEEPER, CLIENTS)) {
            site.start(DockerRig.zooKeeper(site, ZOOKEEPER, List.of(ZOOKEEPER)));
            awaitServing(site);
            assertThat(ofRun(runId))
                    .anyMatch(trace -> trace.startsWith("nft table bridge schism_"))
                    .anyMatch(trace -> trace.startsWith("container schism-"))
                    .anyMatch(trace -> trace.startsWith("network schism-"))
                    .anyMatch(trace -> trace.startsWith("volume schism-"));
            InetSocketAddress observed = site.observe("zk-E", Port.ZK_CLIENT);
            String before = DockerRig.ask(site, ZOOKEEPER, Port.ZK_CLIENT, "srvr");

            site.kill("zk-E");
            assertThat(site.isRunning("zk-E")).isFalse();
            assertThat(site.network().probe(CALL, PROBE)).isEqualTo(Reach.CLOSED);
            site.restart("zk-E");
            awaitServing(site);
            assertThat(site.observe("zk-E", Port.ZK_CLIENT)).isEqualTo(observed);
            assertThat(site.network().probe(CALL, PROBE)).isEqualTo(Reach.OPEN);
            assertThat(epoch(DockerRig.ask(site, ZOOKEEPER, Port.ZK_CLIENT, "srvr")))
                    .as("its data survived, so it leads a later epoch")
                    .isGreaterThan(epoch(before));

            site.pause("zk-E");
            assertThat(site.isRunning("zk-E")).isTrue();
            assertThat(site.network().probe(new Pair("zk-E", "clients-E"), PROBE))
                    .isEqualTo(Reach.NOT_TRIED);
            assertThat(DockerRig.mode(site, ZOOKEEPER)).contains("Timeout");
            site.resume("zk-E");
            awaitServing(site);

            site.stop("zk-E");
            assertThat(site.isRunning("zk-E")).isFalse();
            site.restart("zk-E");
            awaitServing(site);

            site.pause("zk-E");
            site.kill("zk-E");
            assertThat(site.isRunning("zk-E")).isFalse();
        }
        assertThat(DockerRig.traces(client, runId)).isEmpty();
        assertThat(ofRun(runId)).isEmpty();
        assertThat(folder.resolve("nodes/zk-E/log"))
                .content()
                .as("the output of each of the three starts, once")
                .satisfies(log -> assertThat(log.split("No server failure will be tolerated", -1))
                        .hasSize(4));
        assertThat(folder.resolve("nodes/clients-E/conf/relay.properties"))
                .content()
                .contains("relay.20001 = ");
    }

    @Test
    void a_harness_killed_with_SIGKILL_leaves_what_clean_removes_and_a_live_run_is_left_alone() throws IOException {
        String runId = DockerRig.runId();
        String orphan = runId + "-orphan";
        try (Site site = DockerRig.open(runId, folder, CLIENTS)) {
            Process harness = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OrphanMaker.class.getName(),
                            orphan,
                            folder.resolve("orphan").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("orphan.log").toFile())
                    .start();
            try {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(folder.resolve("orphan.log"))
                        .content()
                        .contains(OrphanMaker.READY));
                assertThat(DockerRig.BACKEND.clean()).isEmpty();
            } finally {
                harness.destroyForcibly();
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> harness.waitFor(1, TimeUnit.SECONDS));

            assertThat(DockerRig.traces(client, orphan)).isNotEmpty();
            assertThat(DockerRig.BACKEND.clean())
                    .anyMatch(line -> line.equals("container schism-" + orphan + "-clients-E"))
                    .anyMatch(line -> line.equals("volume schism-" + orphan + "-clients-E"))
                    .satisfies(
                            removed -> assertThat(removed.contains("container schism-" + orphan + "-clients-E-delay"))
                                    .isEqualTo(Delayer.lacking().isEmpty() && Delayer.ofThisMachine() == Delayer.TAP))
                    .anyMatch(line -> line.equals("network schism-" + orphan))
                    .anyMatch(line -> line.equals("nft table bridge schism_" + orphan));
            assertThat(DockerRig.traces(client, orphan)).isEmpty();
            assertThat(DockerRig.BACKEND.clean()).isEmpty();
            assertThat(site.isRunning("clients-E")).isTrue();
        }
        assertThat(DockerRig.traces(client, runId)).isEmpty();
    }

    private static void awaitServing(Site site) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(DockerRig.mode(site, ZOOKEEPER)).isEqualTo("leader"));
    }

    /** The upper half of the last transaction's id. */
    private static long epoch(String srvr) {
        return srvr.lines()
                        .filter(line -> line.startsWith("Zxid: 0x"))
                        .mapToLong(line -> Long.parseLong(line.substring(8), 16))
                        .findFirst()
                        .orElseThrow()
                >> 32;
    }
}
