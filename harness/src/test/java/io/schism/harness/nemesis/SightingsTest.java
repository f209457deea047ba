package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.scenario.Event;
import io.schism.harness.scenario.Event.Kind;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which lines of a history are events that a plan may wait for. */
class SightingsTest {
    private final Sightings sightings = new Sightings();
    private final Recorder recorder = Recorder.inMemory();

    private Operation role(String node, String role, long epoch) {
        return heard(recorder.observe(
                "role", node, Map.of(Keyword.of("role"), Keyword.of(role), Keyword.of("epoch"), epoch)));
    }

    private Operation mode(String voter, String mode) {
        return heard(recorder.observe("zk-mode", voter, Keyword.of(mode)));
    }

    private Operation session(String node, String session) {
        return heard(recorder.observe("session", node, Keyword.of(session)));
    }

    private Operation heard(Operation line) {
        sightings.recorded(line);
        return line;
    }

    private long first(Kind kind) {
        return sightings.first(Event.of(kind), 0).orElse(-1);
    }

    @Test
    void the_first_primary_is_no_promotion_and_a_higher_epoch_is_one() {
        role("E1", "primary", 1);
        role("E1", "primary", 1);
        assertThat(first(Kind.PROMOTION)).isEqualTo(-1);
        Operation promoted = role("W1", "primary", 2);
        role("W1", "primary", 2);
        assertThat(first(Kind.PROMOTION)).isEqualTo(promoted.time());
        assertThat(first(Kind.SECOND_PRIMARY)).isEqualTo(promoted.time());
        assertThat(sightings.first(new Event(Kind.PROMOTION, "E1"), 0)).isEmpty();
        assertThat(sightings.first(new Event(Kind.PROMOTION, "W1"), 0)).hasValue(promoted.time());
        assertThat(sightings.first(Event.of(Kind.PROMOTION), promoted.time() + 1))
                .isEmpty();
    }

    @Test
    void a_primary_that_stepped_down_before_is_no_second_one() {
        role("E1", "primary", 1);
        role("E1", "replica", 1);
        role("W1", "primary", 2);
        assertThat(first(Kind.SECOND_PRIMARY)).isEqualTo(-1);
    }

    @Test
    void a_leader_out_of_sight_for_a_while_was_not_elected_anew_and_one_that_lost_its_lead_was() {
        mode("zk-E", "leader");
        mode("zk-W", "follower");
        mode("zk-E", "unreachable");
        mode("zk-E", "leader");
        assertThat(first(Kind.ZK_ELECTION)).isEqualTo(-1);
        mode("zk-E", "not-serving");
        Operation again = mode("zk-E", "leader");
        Operation other = mode("zk-W", "leader");
        assertThat(first(Kind.ZK_ELECTION)).isEqualTo(again.time());
        assertThat(sightings.first(new Event(Kind.ZK_ELECTION, "zk-W"), 0)).hasValue(other.time());
    }

    @Test
    void a_session_is_suspended_lost_and_connected_again() {
        session("E1", "connected");
        assertThat(first(Kind.SESSION_CONNECTED)).isEqualTo(-1);
        Operation suspended = session("E1", "suspended");
        Operation lost = session("E1", "lost");
        Operation connected = session("E1", "connected");
        assertThat(first(Kind.SESSION_SUSPENDED)).isEqualTo(suspended.time());
        assertThat(first(Kind.SESSION_LOST)).isEqualTo(lost.time());
        assertThat(first(Kind.SESSION_CONNECTED)).isEqualTo(connected.time());
    }

    @Test
    void a_fault_is_in_force_and_healed_and_a_failed_one_is_neither() {
        Operation inForce = heard(recorder.nemesis("cut", Map.of(Keyword.of("state"), Keyword.of("in-force"))));
        heard(recorder.nemesis("kill", Map.of(Keyword.of("state"), Keyword.of("failed"))));
        Operation healed = heard(recorder.nemesis("cut", Map.of(Keyword.of("state"), Keyword.of("healed"))));
        assertThat(first(Kind.IN_FORCE)).isEqualTo(inForce.time());
        assertThat(first(Kind.HEALED)).isEqualTo(healed.time());
        assertThat(sightings.first(new Event(Kind.IN_FORCE, "kill"), 0)).isEmpty();
    }
}
