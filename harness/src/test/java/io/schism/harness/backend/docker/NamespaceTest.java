package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Shape;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamespaceTest {
    private static final Namespace UNTOUCHED = Namespace.untouched(Delayer.NETEM);

    @Test
    void a_delayed_and_a_limited_peer_each_get_a_class_and_the_third_none() {
        Namespace namespace = UNTOUCHED.with(Map.of(
                "10.0.0.2", Shape.ofDelay(Duration.ofMillis(100), Duration.ofMillis(20)),
                "10.0.0.3", Shape.ofRate(50_000),
                "10.0.0.4", Shape.ofReset()));
        assertThat(namespace.tc().lines())
                .containsExactly(
                        "tc qdisc del dev eth0 root 2>/dev/null",
                        "set -e; tc qdisc add dev eth0 root handle 1: htb default 0",
                        "tc class add dev eth0 parent 1: classid 1:1 htb rate 10gbit ceil 10gbit quantum 60000",
                        "tc qdisc add dev eth0 parent 1:1 netem limit 100000 delay 100000us 20000us",
                        "tc filter add dev eth0 parent 1: protocol ip u32 match ip dst 10.0.0.2/32 flowid 1:1",
                        "tc class add dev eth0 parent 1: classid 1:2 htb rate 400000bit ceil 400000bit quantum 60000",
                        "tc filter add dev eth0 parent 1: protocol ip u32 match ip dst 10.0.0.3/32 flowid 1:2");
    }

    @Test
    void a_reordered_peer_is_delayed_but_for_the_share_that_overtakes() {
        Namespace namespace = UNTOUCHED.with(Map.of("10.0.0.2", Shape.ofReordering(0.25, Duration.ofMillis(20))));
        assertThat(namespace.tc()).contains("netem limit 100000 delay 20000us 0us reorder 25.00%");
    }

    @Test
    void without_netem_only_those_who_are_delayed_are_sent_aside_and_only_the_limited_take_a_queue() {
        Namespace namespace = Namespace.untouched(Delayer.TAP)
                .with(Map.of(
                        "10.0.0.2", Shape.ofDelay(Duration.ofMillis(100), Duration.ofMillis(20)),
                        "10.0.0.3", Shape.ofDuplication(0.5)));
        assertThat(namespace.onTap()).containsOnlyKeys("10.0.0.2");
        assertThat(namespace.isQueued()).isFalse();
        assertThat(namespace.nft())
                .contains("meta mark != 0x5d ip daddr 10.0.0.2 fwd to \"schism0\"")
                .doesNotContain("10.0.0.3 fwd");
        Namespace limitedToo = namespace.with(Map.of(
                "10.0.0.2", Shape.ofDelay(Duration.ofMillis(100), Duration.ZERO).and(Shape.ofRate(50_000))));
        assertThat(limitedToo.onTap()).containsOnlyKeys("10.0.0.2");
        assertThat(limitedToo.tc()).contains("htb rate 400000bit").doesNotContain("netem");
    }

    @Test
    void nothing_wanted_everything_of_ours_is_taken_away_and_nothing_of_others() {
        assertThat(UNTOUCHED.tc().lines()).containsExactly("tc qdisc del dev eth0 root 2>/dev/null", "true");
        assertThat(UNTOUCHED.nft())
                .contains("delete table ip schism", "delete table netdev schism")
                .doesNotContain("flush", "drop", "reject", "dup");
    }

    @Test
    void a_silent_name_server_drops_and_a_refusing_one_rejects() {
        assertThat(UNTOUCHED.with(Optional.of(new NameFailure.Silent())).nft())
                .contains("ip daddr 127.0.0.11 counter drop");
        assertThat(UNTOUCHED.with(Optional.of(new NameFailure.Refused())).nft())
                .contains("ip daddr 127.0.0.11 counter reject");
    }

    @Test
    void a_slow_name_server_drops_a_question_until_its_time_has_passed_since_it_was_first_asked() {
        assertThat(UNTOUCHED
                        .with(Optional.of(new NameFailure.Slow(Duration.ofMillis(2500))))
                        .nft())
                .containsSubsequence(
                        "set unanswered {",
                        "timeout 2500ms",
                        "set asked {",
                        "timeout 122500ms",
                        "@unanswered counter drop",
                        "@asked accept",
                        "add @asked");
    }
}
