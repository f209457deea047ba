package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Feature;
import io.schism.histories.edn.Keyword;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults of data and clocks, the same on every backend, one after the other on three voters and three nodes. */
abstract class DiskAndClockFaults {
    private static final Duration LONG = Duration.ofSeconds(30);

    abstract FaultRig rig();

    @AfterEach
    void everybody_serves_again() {
        rig().awaitService();
    }

    private Object told(Injection injection, String key, String member) {
        return ((Map<?, ?>) rig().told(injection, key)).get(member);
    }

    private boolean runs(String member) {
        return rig().cluster.site().isRunning(member);
    }

    @Test
    @Shows("damage-log")
    void three_nodes_a_replica_with_a_wrong_bit_in_the_middle_of_its_log_refuses_to_start() {
        rig().write(40);
        String replica = rig().replica();
        Injection damage = rig().aim("damage-log", Map.of("where", "middle"), replica);
        rig().during(damage, () -> assertThat(runs(replica)).isFalse());
        assertThat(told(damage, "reaction", replica)).isEqualTo(Keyword.of("ended"));
        assertThat(rig().logOf(replica)).contains("in a part that had been synced");
    }

    @Test
    @Shows("truncate-log")
    void three_nodes_a_replica_without_the_end_of_its_log_cuts_the_torn_record_and_catches_up() {
        rig().write(40);
        String replica = rig().replica();
        Injection cut = rig().aim("truncate-log", Map.of(), replica);
        rig().during(cut, () -> {});
        assertThat(told(cut, "reaction", replica)).isEqualTo(Keyword.of("serves"));
        assertThat((String) told(cut, "done", replica)).startsWith("cut log from ");
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        rig().cluster.status(replica).orElseThrow().pos())
                .isEqualTo(rig().cluster.status(rig().primary()).orElseThrow().pos()));
    }

    @Test
    @Shows("wipe-data")
    void three_voters_one_wiped_it_comes_back_with_nothing_and_takes_all_from_the_leader() {
        String follower = rig().followers().get(0);
        Injection wipe = rig().aim("wipe-data", Map.of(), follower);
        rig().during(wipe, () -> assertThat(runs(follower)).isFalse());
        assertThat((String) told(wipe, "done", follower)).startsWith("deleted ");
        assertThat(rig().followers()).contains(follower);
    }

    @Test
    @Shows("lose-unsynced")
    void three_nodes_a_replica_and_a_ZooKeeper_that_sync_before_they_answer_lose_nothing() throws IOException {
        if (rig().backend.lacks(Feature.WATCHED_WRITES).isPresent()) {
            Refusals.assertRefused(rig().backend, rig().folder, "lose-unsynced");
            return;
        }
        rig().write(10);
        String replica = rig().replica();
        String follower = rig().followers().get(0);
        Injection loss = rig().aim("lose-unsynced", Map.of(), replica, follower);
        rig().during(loss, () -> assertThat(List.of(runs(replica), runs(follower)))
                .containsOnly(false));
        assertThat(List.of(told(loss, "lost-bytes", replica), told(loss, "lost-bytes", follower)))
                .containsOnly(0L);
    }

    @Test
    @Shows("disk-full")
    void three_nodes_the_disk_of_a_replica_full_it_ends_at_the_next_write() {
        rig().write(10);
        String replica = rig().replica();
        Injection full = rig().aim("disk-full", Map.of(), replica);
        rig().during(full, () -> {
            rig().write(10);
            await().atMost(LONG).until(() -> !runs(replica));
        });
        assertThat((String) told(full, "told", replica)).isNotBlank();
        assertThat((List<?>) rig().told(full, "ended")).isEqualTo(List.of(replica));
    }

    @Test
    @Shows("restore-data")
    void three_nodes_a_replica_and_a_voter_on_the_data_of_two_seconds_ago_take_what_they_lack_from_the_others() {
        rig().write(10);
        String replica = rig().replica();
        String follower = rig().followers().get(0);
        Injection old = rig().aim("restore-data", Map.of("age", "2s"), replica, follower);
        AtomicBoolean writing = new AtomicBoolean(true);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (writing.get()) {
                rig().write(1);
            }
        });
        rig().during(old, () -> writing.set(false));
        writer.join();
        for (String member : List.of(replica, follower)) {
            assertThat(told(old, "reaction", member)).isEqualTo(Keyword.of("serves"));
        }
        assertThat((String) told(old, "done", replica))
                .matches("put back \\d+ files, which lack [1-9]\\d* bytes written since");
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        rig().cluster.status(replica).orElseThrow().pos())
                .isEqualTo(rig().cluster.status(rig().primary()).orElseThrow().pos()));
    }

    @Test
    @Shows("disk-slow")
    void three_nodes_each_sync_of_a_replica_and_of_a_ZooKeeper_takes_longer_and_both_go_on_serving()
            throws IOException {
        if (rig().backend.lacks(Feature.SLOW_DISK).isPresent()) {
            Refusals.assertRefused(rig().backend, rig().folder, "disk-slow");
            return;
        }
        String replica = rig().replica();
        String follower = rig().followers().get(0);
        Injection slow = rig().aim("disk-slow", Map.of("by", "300ms"), replica, follower);
        rig().during(slow, () -> rig().write(2));
        assertThat(List.of(told(slow, "sync-ms", replica), told(slow, "sync-ms", follower)))
                .allSatisfy(ms -> assertThat((Long) ms).isGreaterThanOrEqualTo(300));
    }

    @Test
    @Shows({"clock-jump", "clock-drift", "clock-strobe"})
    void three_nodes_a_replica_s_clock_jumps_back_runs_fast_and_strobes_and_is_right_again() {
        String replica = rig().replica();
        Injection jump = rig().aim("clock-jump", Map.of("by", "30s", "towards", "back"), replica);
        rig().during(jump, () -> {});
        assertThat((Long) told(jump, "offset-ms", replica)).isBetween(-30_300L, -29_700L);

        Injection drift = rig().aim("clock-drift", Map.of("rate", "50%"), replica);
        rig().during(drift, () -> await().atMost(LONG).until(() -> {
            assertThat(drift.leak()).isEmpty();
            return (Long) told(drift, "offset-ms", replica) > 1_000;
        }));

        Injection strobe = rig().aim("clock-strobe", Map.of("by", "5s", "period", "2s"), replica);
        rig().during(strobe, () -> {
            for (boolean off : new boolean[] {true, false, true}) {
                await().atMost(LONG).until(() -> {
                    assertThat(strobe.leak()).isEmpty();
                    return (Long) told(strobe, "offset-ms", replica) > 2_500 == off;
                });
            }
        });
    }
}
