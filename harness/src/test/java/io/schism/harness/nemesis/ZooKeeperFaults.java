package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.schism.harness.zookeeper.Storm;
import io.schism.harness.zookeeper.Voter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults of ZooKeeper itself, the same on every backend, on three voters, a controller and three nodes that outlive them all. */
abstract class ZooKeeperFaults {
    abstract FaultRig rig();

    @AfterEach
    void everybody_serves_again() {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(modes()).containsExactly("follower", "follower", "leader"));
        rig().awaitService();
    }

    private List<String> modes() {
        return voters().stream().map(v -> v.mode().orElse("none")).sorted().toList();
    }

    private List<Voter> voters() {
        return new Voters(rig().cluster).all();
    }

    private Voter voter(String name) {
        return new Voters(rig().cluster).of(rig().cluster.topology().member(name));
    }

    @Test
    @Shows("expire-session")
    void three_voters_sessions_of_a_replica_and_the_controller_expired_both_open_new_ones() {
        Injection expired = rig().aim("expire-session", Map.of(), "B1", "ctl-A");
        rig().during(expired, () -> await().untilAsserted(
                        () -> assertThat(rig().logOf("B1")).contains("-> lost")));
        assertThat((List<?>) rig().told(expired, "sessions")).hasSize(2);
    }

    @Test
    @Shows("elect-leader")
    void three_voters_leader_made_to_stand_still_another_is_elected_and_it_follows() {
        String before = new Voters(rig().cluster).leader().orElseThrow().name();
        Injection election = rig().aim("elect-leader", Map.of());
        // The old leader may say that it leads until it has heard of the new one.
        rig().during(election, () -> await().untilAsserted(
                        () -> assertThat(new Voters(rig().cluster).leader().map(Voter::name))
                                .isPresent()
                                .get()
                                .isNotEqualTo(before)));
        assertThat(rig().told(election, "deposed")).isEqualTo(before);
        assertThat(voter(before).mode()).hasValue("follower");
    }

    @Test
    @Shows("lag-follower")
    void three_voters_one_follower_lags_and_stays_in_the_ensemble() {
        Injection lag = rig().aim(
                        "lag-follower",
                        Map.of("lag", "600ms"),
                        rig().followers().get(0));
        rig().during(lag, () -> {});
        assertThat(((List<?>) rig().told(lag, "lag-ms")).get(0))
                .isInstanceOfSatisfying(Long.class, ms -> assertThat(ms).isGreaterThan(300));
    }

    @Test
    void three_voters_one_follower_lags_and_is_paused_it_stands_still_until_both_are_healed() {
        String follower = rig().followers().get(0);
        Injection pause = rig().aim("pause", Map.of(), follower);
        rig().during(rig().aim("lag-follower", Map.of("lag", "200ms"), follower), () -> rig().during(
                        pause, () -> await().during(Duration.ofSeconds(1))
                                .atMost(Duration.ofSeconds(20))
                                .until(() -> pause.leak().isEmpty())));
    }

    @Test
    void a_storm_at_a_voter_and_at_nobody_does_not_rise_and_leaves_no_client_behind() {
        Voter there = voter("zk-A");
        Voter nobody = new Voter("nobody", new InetSocketAddress("127.0.0.1", 1));
        long before = there.metric("num_alive_connections").orElseThrow();
        assertThatThrownBy(() -> Storm.begin(List.of(there, nobody), 2, 4)).isInstanceOf(IllegalStateException.class);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(there.metric("num_alive_connections"))
                .hasValue(before));
        Storm.sweep(List.of(there));
    }

    @Test
    void three_voters_the_leader_does_not_lag_the_fault_says_so() {
        Injection lag = rig().aim(
                        "lag-follower",
                        Map.of(),
                        new Voters(rig().cluster).leader().orElseThrow().name());
        assertThatThrownBy(lag::inject).hasMessageContaining("a leader cannot lag");
        lag.heal();
    }

    @Test
    @Shows("ensemble-down")
    void three_voters_all_down_nobody_answers_then_all_are_back() {
        rig().during(rig().aim("ensemble-down", Map.of()), () -> {
            assertThat(voters()).allMatch(v -> v.mode().isEmpty());
            await().atMost(Duration.ofSeconds(10)).until(() -> rig().cluster
                    .status("A1")
                    .filter(s -> !s.session().equals("connected"))
                    .isPresent());
        });
    }

    @Test
    @Shows("reconfigure")
    void three_voters_one_follower_removed_and_added_under_load_requests_go_on() {
        String follower = rig().followers().get(0);
        try (Storm load = Storm.begin(voters(), 3, 6)) {
            rig().during(rig().aim("reconfigure", Map.of(), follower), () -> {
                load.look();
                await().until(() -> load.look().perSecond() > 0);
            });
            load.look();
            await().until(() -> load.look().perSecond() > 0);
        }
    }

    @Test
    @Shows("overload")
    void three_voters_a_storm_of_requests_all_are_answered_late() {
        Injection overload = rig().aim("overload", Map.of("unanswered", "600"));
        rig().during(overload, () -> {});
        assertThat((Long) rig().told(overload, "requests-per-second")).isPositive();
        assertThat((Long) rig().told(overload, "latency-ms"))
                .isGreaterThan((Long) rig().told(overload, "latency-before-ms"));
    }

    @Test
    @Shows("watch-flood")
    void three_voters_one_flooded_with_watches_it_counts_them_and_loses_them_after() {
        rig().during(rig().aim("watch-flood", Map.of("watches", "5000"), "zk-B"), () -> assertThat(
                        voter("zk-B").metric("watch_count").orElseThrow())
                .isGreaterThanOrEqualTo(5000));
    }

    @Test
    @Shows("connection-limit")
    void three_voters_one_at_its_limit_of_connections_refuses_further_ones_the_sessions_it_has_live_on() {
        rig().during(rig().aim("connection-limit", Map.of(), "zk-C"), () -> assertThat(
                        rig().cluster.status("C1").orElseThrow().session())
                .isEqualTo("connected"));
    }
}
