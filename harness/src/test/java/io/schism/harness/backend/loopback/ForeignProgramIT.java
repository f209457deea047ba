package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import io.schism.harness.process.Strace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of a user's as nodes: what a cut reaches, what it does not, and that this is seen. */
@Tag("alone")
class ForeignProgramIT {
    private static final Member N1 = new Member("n1", Member.Kind.SERVICE, "A");
    private static final Member N2 = new Member("n2", Member.Kind.SERVICE, "B");
    private static final Pair PAIR = new Pair("n2", "n1");
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void one_node_serves() {
        site = new LoopbackBackend().open("foreign", folder, List.of(N1, N2), Map.of());
        start(N1);
        await().atMost(PATIENCE).until(() -> site.network().probe(PAIR, LIMIT) == Reach.OPEN);
    }

    @AfterEach
    void end() {
        site.close();
    }

    private List<String> talker(String member) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Talker.class.getName(),
                Integer.toString(site.listen(member, Port.HTTP).getPort()));
    }

    private void start(Member member, InetSocketAddress... others) {
        List<String> command = new ArrayList<>(talker(member.name()));
        for (InetSocketAddress other : others) {
            command.add(Integer.toString(other.getPort()));
        }
        site.start(new Launch(member, new Launch.Foreign(command, "", List.of(), Map.of(), folder), Map.of()));
    }

    @Test
    void two_nodes_that_go_by_their_doors_a_cut_reaches_them() {
        start(N2, site.route("n2", "n1", Port.HTTP));
        await().atMost(PATIENCE).until(() -> site.network().probe(PAIR.reversed(), LIMIT) == Reach.OPEN);
        site.network().cut(Set.of(PAIR, PAIR.reversed()));
        assertThat(site.network().probe(PAIR, Duration.ofMillis(500))).isEqualTo(Reach.CLOSED);
        assertThat(site.network().bypasses()).isEmpty();
        site.network().cut(Set.of());
        await().atMost(PATIENCE).until(() -> site.network().probe(PAIR, LIMIT) == Reach.OPEN);
    }

    @Test
    void two_nodes_of_which_one_goes_straight_to_the_other_a_cut_is_not_in_force() {
        start(N2, site.listen("n1", Port.HTTP));
        await().atMost(PATIENCE).until(() -> site.network().bypasses().contains(PAIR));
        site.network().cut(Set.of(PAIR, PAIR.reversed()));
        assertThat(site.network().probe(PAIR, Duration.ofMillis(500))).isEqualTo(Reach.OPEN);
        assertThat(site.network().probe(PAIR.reversed(), Duration.ofMillis(500)))
                .isEqualTo(Reach.OPEN);
    }

    @Test
    void two_nodes_the_way_to_one_is_slow_and_that_is_measured() {
        start(N2, site.route("n2", "n1", Port.HTTP));
        await().atMost(PATIENCE)
                .until(() -> site.network().roundTrip(PAIR, LIMIT).isPresent());
        Duration delay = Duration.ofMillis(300);
        site.network().shape(Map.of(PAIR, Shape.ofDelay(delay, Duration.ZERO)));
        assertThat(site.network().roundTrip(PAIR, LIMIT))
                .hasValueSatisfying(trip -> assertThat(trip).isGreaterThanOrEqualTo(delay));
        site.network().shape(Map.of());
        await().atMost(PATIENCE).until(() -> site.network().roundTrip(PAIR, LIMIT).stream()
                .anyMatch(trip -> trip.compareTo(delay) < 0));
    }

    @Test
    void a_node_limited_to_a_tenth_of_a_processor_is_seen_to_be_held_back_until_the_heal() {
        assertThat(site.isHeldBack("n1")).isFalse();
        site.limitCpu("n1", 0.1);
        await().atMost(PATIENCE).until(() -> site.isHeldBack("n1"));
        site.limitCpu("n1", 1);
        assertThat(site.isHeldBack("n1")).isFalse();
    }

    @Test
    void a_node_behind_a_shell_is_limited_with_its_shell_in_processor_and_in_the_length_of_its_files() {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; true", "sh"));
        command.addAll(talker("n2"));
        site.start(new Launch(N2, new Launch.Foreign(command, "", List.of(), Map.of(), folder), Map.of()));
        await().atMost(PATIENCE).until(() -> site.network().probe(PAIR.reversed(), LIMIT) == Reach.OPEN);
        site.limitCpu("n2", 0.1);
        await().atMost(PATIENCE).until(() -> site.isHeldBack("n2"));
        site.limitCpu("n2", 1);
        assertThat(site.isHeldBack("n2")).isFalse();
        assertThat(site.fileLimit("n2")).isEmpty();
        site.limitFiles("n2", OptionalLong.of(4096));
        assertThat(site.fileLimit("n2")).hasValue(4096);
        site.limitFiles("n2", OptionalLong.empty());
        assertThat(site.fileLimit("n2")).isEmpty();
    }

    @Test
    void a_node_whose_syncs_are_held_up_says_so_itself_and_so_is_seen_from_outside_until_the_heal() {
        Assumptions.assumeTrue(Strace.lacking().isEmpty(), "no strace");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Syncer.class.getName(),
                folder.resolve("synced").toString());
        site.start(new Launch(N2, new Launch.Foreign(command, "", List.of(), Map.of(), folder), Map.of()));
        await().atMost(PATIENCE).until(() -> lastSyncMillis() < 300);
        assertThat(site.slowedSyncs("n2")).isEmpty();
        site.slowDisk("n2", Duration.ofMillis(300));
        await().atMost(PATIENCE).until(() -> site.slowedSyncs("n2").orElseThrow() > 2);
        await().atMost(PATIENCE).until(() -> lastSyncMillis() >= 300);
        site.mendDisk("n2");
        assertThat(site.slowedSyncs("n2")).isEmpty();
        await().atMost(PATIENCE).until(() -> lastSyncMillis() < 300);
    }

    /** As the program itself has measured it. */
    private long lastSyncMillis() throws IOException {
        List<String> told = Files.readAllLines(site.log("n2").orElseThrow());
        return told.isEmpty() ? Long.MAX_VALUE : Long.parseLong(told.get(told.size() - 1));
    }

    @Test
    void a_node_is_paused_then_killed_then_started_again() {
        assertThat(site.isFrozen("n1")).isFalse();
        site.pause("n1");
        assertThat(site.isFrozen("n1")).isTrue();
        site.resume("n1");
        assertThat(site.isFrozen("n1")).isFalse();
        site.kill("n1");
        assertThat(site.isRunning("n1")).isFalse();
        assertThat(site.network().probe(PAIR, Duration.ofMillis(500))).isEqualTo(Reach.REFUSED);
        site.restart("n1");
        await().atMost(PATIENCE).until(() -> site.network().probe(PAIR, LIMIT) == Reach.OPEN);
    }
}
