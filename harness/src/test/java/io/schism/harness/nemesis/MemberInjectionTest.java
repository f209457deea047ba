package io.schism.harness.nemesis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.Settings;
import io.schism.harness.scenario.Variant;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.agent.DataChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several members hit by one fault, where the site fails at one of them. The site is a stand-in. */
class MemberInjectionTest {
    private final Set<String> restarted = new ConcurrentSkipListSet<>();
    private final Set<String> down = new ConcurrentSkipListSet<>();
    private final List<Double> limits = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final Queue<Duration> clocks = new ConcurrentLinkedQueue<>();
    private volatile boolean diskFull;
    private boolean mended;
    private InetSocketAddress agent = new InetSocketAddress("127.0.0.1", 1);
    private final Variant variant = Library.variant(Library.scenario("github-2018"), "D");
    private final Cluster cluster = new Cluster(site(), variant.topology(), variant.service(), 1, 1);

    private Site site() {
        Object network = Proxy.newProxyInstance(
                Network.class.getClassLoader(), new Class<?>[] {Network.class}, (proxy, method, arguments) -> null);
        return (Site) Proxy.newProxyInstance(
                Site.class.getClassLoader(),
                new Class<?>[] {Site.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "network" -> network;
                    case "kill", "stop" -> down.add((String) arguments[0]);
                    case "killUnsynced" -> {
                        down.add((String) arguments[0]);
                        yield Map.of();
                    }
                    case "change" -> change((String) arguments[0], (DataChange) arguments[1]);
                    case "limitCpu" -> limits.add((Double) arguments[1]);
                    case "restart" -> restart((String) arguments[0]);
                    case "setClock" -> setClock((Duration) arguments[1]);
                    case "observe" -> agent;
                    case "incarnation" -> Optional.of("1");
                    case "isRunning" -> !down.contains((String) arguments[0]);
                    default -> null;
                });
    }

    private Object restart(String member) {
        if (member.equals("E1") && !mended) {
            throw new IllegalStateException("E1 does not start");
        }
        if (!down.remove(member)) {
            throw new IllegalStateException(member + " runs already");
        }
        return restarted.add(member);
    }

    private Object setClock(Duration ahead) {
        if (diskFull) {
            throw new IllegalStateException("the disk is full");
        }
        return clocks.add(ahead);
    }

    private Object change(String member, DataChange change) {
        changes.add(change.kind() + " of " + member + ", which " + (down.contains(member) ? "is down" : "runs"));
        return change.kind() == DataChange.Kind.MEASURE ? "100" : "done";
    }

    private Injection aim(String fault, String... names) {
        return aim(fault, Map.of(), names);
    }

    private Injection aim(String fault, Map<String, String> said, String... names) {
        List<Member> members = List.copyOf(cluster.topology().named(List.of(names)));
        Map<String, String> settings = new LinkedHashMap<>();
        Faults.named(fault).form().settings().forEach(each -> settings.put(each.name(), each.otherwise()));
        settings.putAll(said);
        return Faults.named(fault)
                .aim(cluster, new Strike(Set.of(), members, new Settings(settings), Duration.ofSeconds(1), 1));
    }

    @Test
    void three_members_killed_the_first_does_not_start_again_the_others_do_and_none_counts_as_silenced() {
        List<Member> members = List.copyOf(cluster.topology().named(List.of("E1", "E2", "W1")));
        Injection kill = aim("kill", "E1", "E2", "W1");
        kill.inject();
        assertThat(members).allMatch(member -> cluster.silenced().contains(member.name()));
        assertThatThrownBy(kill::heal).hasMessage("E1 does not start");
        assertThat(restarted).containsExactly("E2", "W1");
        assertThat(members).noneMatch(member -> cluster.silenced().contains(member.name()));
    }

    @Test
    void three_members_killed_a_heal_that_failed_at_one_is_told_again_and_starts_that_one_alone() {
        Injection kill = aim("kill", "E1", "E2", "W1");
        kill.inject();
        assertThatThrownBy(kill::heal).hasMessage("E1 does not start");
        cluster.silenced().add(List.of("E2"));
        mended = true;
        kill.heal();
        assertThat(restarted).containsExactly("E1", "E2", "W1");
        assertThat(cluster.silenced().contains("E2"))
                .as("silenced by another fault")
                .isTrue();
    }

    @Test
    void one_member_starved_by_two_faults_at_the_same_time_gets_its_processor_back_when_both_are_healed() {
        Injection one = aim("cpu", "E2");
        Injection other = aim("cpu", "E2");
        one.inject();
        other.inject();
        one.heal();
        assertThat(limits).hasSize(2).doesNotContain(1.0);
        assertThat(one.remains()).as("of the one, while the other lasts").isEmpty();
        other.heal();
        assertThat(limits).hasSize(3).endsWith(1.0);
    }

    @Test
    void one_member_killed_stopped_and_wiped_at_the_same_time_it_starts_when_the_last_of_the_three_is_healed() {
        List<Injection> faults = List.of(aim("kill", "E2"), aim("stop", "E2"), aim("wipe-data", "E2"));
        faults.forEach(Injection::inject);
        for (Injection fault : faults) {
            assertThat(restarted).isEmpty();
            fault.heal();
        }
        assertThat(restarted).containsExactly("E2");
    }

    /** Of the milliseconds that its collectors took, one is told while the heap is filled. */
    @Test
    void one_member_fills_its_heap_before_its_collector_stops_the_world_the_fault_waits_for_that() throws IOException {
        Queue<Integer> millis = new ConcurrentLinkedQueue<>(List.of(0, 0, 1, 1));
        try (ServerSocket server = new ServerSocket(0, 8, agent.getAddress())) {
            agent = (InetSocketAddress) server.getLocalSocketAddress();
            Thread answering = new Thread(() -> answer(server, millis));
            answering.setDaemon(true);
            answering.start();
            Injection collected = aim("gc-pause", "clients-E");
            collected.inject();
            assertThat(collected.leak()).isEmpty();
        }
    }

    private static void answer(ServerSocket server, Queue<Integer> millis) {
        while (!server.isClosed()) {
            try (Socket asker = server.accept()) {
                String question =
                        new BufferedReader(new InputStreamReader(asker.getInputStream(), US_ASCII)).readLine();
                Integer next = question.equals("collected") ? millis.poll() : Integer.valueOf(0);
                asker.getOutputStream()
                        .write(("collected 1 " + (next == null ? 60_000 : next) + "\n").getBytes(US_ASCII));
            } catch (IOException e) {
                // The test has ended, or an asker has gone.
                continue;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "crash-loop", "rolling-restart", "damage-log", "disk-read-only"})
    void one_member_killed_a_fault_that_would_start_it_says_so_and_only_the_heal_of_the_kill_starts_it(String fault) {
        Injection kill = aim("kill", "E2");
        Injection other = aim(fault, "E2");
        kill.inject();
        assertThatThrownBy(other::inject).hasMessage("E2 is kept down by another fault");
        other.heal();
        assertThat(restarted).isEmpty();
        assertThat(kill.leak()).isEmpty();
        kill.heal();
        assertThat(restarted).containsExactly("E2");
    }

    @Test
    void one_member_with_a_full_disk_and_killed_starts_with_the_heal_of_the_kill_and_has_not_ended_by_itself() {
        Injection full = aim("disk-full", "E2");
        Injection kill = aim("kill", "E2");
        full.inject();
        kill.inject();
        assertThat(full.leak()).isEmpty();
        full.heal();
        assertThat(restarted).isEmpty();
        assertThat(full.describe()).containsEntry(Keyword.of("ended"), List.of());
        kill.heal();
        assertThat(restarted).containsExactly("E2");
    }

    @Test
    void one_member_killed_and_started_by_somebody_is_not_down_though_it_does_not_answer_yet() {
        for (String fault : List.of("kill", "stop", "wipe-data", "lose-unsynced")) {
            Injection injection = aim(fault, "E2");
            injection.inject();
            assertThat(injection.leak()).isEmpty();
            down.remove("E2");
            assertThat(injection.leak()).as(fault).hasValue("E2 runs");
        }
    }

    @Test
    void two_members_with_slow_disks_both_silenced_by_another_fault_the_slowness_is_not_seen() {
        cluster.silenced().add(List.of("E1", "E2"));
        Injection slow = aim("disk-slow", "E1", "E2");
        slow.inject();
        assertThat(slow.leak()).isEmpty();
        assertThat(slow.isSeen()).isFalse();
    }

    @Test
    void one_member_with_a_wrong_clock_silenced_by_another_fault_its_time_is_not_seen() {
        cluster.silenced().add(List.of("E2"));
        Injection jump = aim("clock-jump", "E2");
        jump.inject();
        assertThat(jump.leak()).isEmpty();
        assertThat(jump.isSeen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clock-drift", "clock-strobe"})
    void one_member_whose_clock_can_no_longer_be_set_the_fault_is_not_in_force_and_its_heal_rights_the_clock(
            String fault) {
        cluster.silenced().add(List.of("E2"));
        Injection wrong = aim(fault, Map.of("period", "100ms"), "E2");
        wrong.inject();
        await().until(() -> clocks.size() > 2);
        assertThat(wrong.leak()).isEmpty();
        diskFull = true;
        await().untilAsserted(
                        () -> assertThat(wrong.leak()).hasValue("clocks could not be set any more: the disk is full"));
        diskFull = false;
        wrong.heal();
        assertThat(clocks).endsWith(Duration.ZERO);
        assertThat(cluster.holds().isHeld("clock-wrong", "E2")).isFalse();
    }

    @Test
    void one_member_given_back_old_data_is_copied_before_it_is_killed_and_the_copy_put_back_before_it_starts() {
        Injection old = aim("restore-data", Map.of("age", "1ms"), "E2");
        old.inject();
        assertThat(changes).containsExactly("COPY of E2, which runs", "EXCHANGE of E2, which is down");
        assertThat(restarted).containsExactly("E2");
        old.heal();
        assertThat(changes)
                .as("one that does not serve gets its own data back")
                .endsWith("EXCHANGE of E2, which is down");
    }
}
