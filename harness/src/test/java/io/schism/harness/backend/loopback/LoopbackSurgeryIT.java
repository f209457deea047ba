package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.clock.ClockOffset;
import io.schism.harness.clock.Faketime;
import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Site;
import io.schism.harness.process.FileLimit;
import io.schism.harness.status.Agent;
import io.schism.workloads.agent.DataChange;
import io.schism.workloads.agent.DataChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One member that does nothing but answer: what is done to its clock, its files and its data. */
class LoopbackSurgeryIT {
    private static final Duration ASK = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Member MEMBER = new Member("E1", Member.Kind.SERVICE, "E");

    @TempDir
    Path folder;

    @Test
    void one_member_its_clock_set_its_files_limited_then_killed_and_its_log_cut() throws IOException {
        boolean hasClocks = Faketime.lacking().isEmpty();
        try (Site site = new LoopbackBackend().open("surgery", folder, List.of(MEMBER), Map.of())) {
            if (hasClocks) {
                site.prepareClocks();
            }
            var probe = site.listen("E1", Port.PROBE);
            site.start(new Launch(
                    MEMBER,
                    Launch.Jar.SERVICE,
                    "io.schism.workloads.agent.RelayMain",
                    List.of("{config}/relay.properties"),
                    List.of("-Xmx32m"),
                    Map.of("relay.properties", "probe = " + probe.getHostString() + ":" + probe.getPort() + "\n")));
            Agent agent = new Agent(site.observe("E1", Port.PROBE));
            await().atMost(LONG).until(() -> offset(agent).isPresent());
            if (hasClocks) {
                clockIsSet(site, agent);
            }
            if (FileLimit.lacking().isEmpty()) {
                site.limitFiles("E1", OptionalLong.of(1000));
                assertThat(site.fileLimit("E1")).hasValue(1000);
                assertThat(append(site, agent, 1000)).isEqualTo("refused");
                assertThat(append(site, agent, 999)).isEqualTo("appended");
                site.limitFiles("E1", OptionalLong.empty());
                assertThat(site.fileLimit("E1")).isEmpty();
                assertThat(append(site, agent, 1000)).isEqualTo("appended");
            }
            site.kill("E1");
            Files.write(
                    folder.resolve("nodes/E1/data/log"),
                    "0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(site.change("E1", new DataChange(Kind.TRUNCATE, 1))).isEqualTo("cut log from 10 bytes to 9");
            site.restart("E1");
            await().atMost(LONG).until(() -> offset(agent).isPresent());
        }
    }

    private static Optional<Duration> offset(Agent agent) {
        return ClockOffset.of(agent, ASK);
    }

    private static String append(Site site, Agent agent, long length) {
        return agent.ask("append " + site.data("E1") + " " + length, ASK).orElseThrow()[0];
    }

    private static void clockIsSet(Site site, Agent agent) {
        for (long seconds : new long[] {-30, 0, 60}) {
            site.setClock("E1", Duration.ofSeconds(seconds));
            await().atMost(LONG).untilAsserted(() -> assertThat(
                            offset(agent).orElseThrow().minusSeconds(seconds).abs())
                    .isLessThan(Duration.ofMillis(500)));
        }
        site.setClock("E1", Duration.ZERO);
    }

    @Test
    void what_loopback_lacks_it_says() {
        LoopbackBackend loopback = new LoopbackBackend();
        assertThat(loopback.lacks(Feature.SETTABLE_CLOCK)).isEqualTo(Faketime.lacking());
        assertThat(loopback.lacks(Feature.FILE_LIMIT)).isEqualTo(FileLimit.lacking());
        assertThat(loopback.lacks(Feature.READ_ONLY_DATA).isPresent())
                .isEqualTo("root".equals(System.getProperty("user.name")));
    }
}
