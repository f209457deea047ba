package io.schism.harness.report;

import static io.schism.harness.report.Lines.k;
import static io.schism.harness.report.Lines.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schism.harness.report.Timeline.Claim;
import io.schism.harness.report.Timeline.Lane;
import io.schism.harness.report.Timeline.Span;
import io.schism.histories.history.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From samples to what held when. */
class TimelineTest {
    private static final long SECOND = 1_000_000_000L;

    private final Lines lines = new Lines();

    @Test
    void samples_of_one_state_become_one_span_up_to_the_first_different_one() {
        role(0, "E1", "primary", 1);
        role(1, "E1", "primary", 1);
        role(2, "E1", "out", 2);
        role(4, "E1", "out", 2);
        assertThat(timeline().lanes().get(0).states())
                .containsExactly(
                        new Span(0, 2 * SECOND, "primary", 1, 1), new Span(2 * SECOND, 4 * SECOND, "out", 2, 3));
    }

    @Test
    void five_nodes_E1_isolated_and_W1_promoted__both_claim_until_E1_hears_of_it() {
        Timeline timeline = Timeline.of(Incident.history(), Regions.of(Map.of(), Incident.history()));
        assertThat(timeline.claims()).singleElement().satisfies(claim -> {
            assertThat(claim.nodes()).containsExactlyInAnyOrder("E1", "W1");
            assertThat(claim.from() / 1e9).isBetween(29.3, 29.5);
            assertThat(claim.to() / 1e9).isBetween(64.2, 64.4);
        });
        assertThat(timeline.promotions()).singleElement().satisfies(p -> {
            assertThat(p.node()).isEqualTo("W1");
            assertThat(p.epoch()).isEqualTo(2);
        });
    }

    @Test
    void a_promotion_an_election_and_an_expiry_are_marked_where_they_were_first_seen() {
        role(0, "E1", "primary", 1);
        lines.observer(0, "zk-mode", "zk-E", k("leader"));
        lines.observer(0, "zk-mode", "zk-W", k("follower"));
        lines.observer(1, "session", "E1", k("suspended"));
        lines.observer(2, "zk-mode", "zk-W", k("leader"));
        lines.observer(3, "session", "E1", k("lost"));
        role(4, "W1", "primary", 2);
        assertThat(timeline().marks())
                .extracting(Mark::kind, Mark::time, Mark::node, Mark::epoch)
                .containsExactly(
                        tuple(Mark.Kind.ELECTION, 2 * SECOND, "zk-W", -1L),
                        tuple(Mark.Kind.EXPIRY, 3 * SECOND, "E1", -1L),
                        tuple(Mark.Kind.PROMOTION, 4 * SECOND, "W1", 2L));
    }

    @Test
    void a_primary_that_hands_over_in_one_instant_claims_nothing_twice() {
        role(0, "E1", "primary", 1);
        role(2, "E1", "replica", 2);
        role(2, "W1", "primary", 2);
        role(3, "W1", "primary", 2);
        assertThat(timeline().claims()).isEmpty();
    }

    @Test
    void three_primaries_at_once_are_three_claims_with_their_own_names() {
        role(0, "E1", "primary", 1);
        role(1, "W1", "primary", 2);
        role(2, "C1", "primary", 3);
        role(3, "C1", "primary", 3);
        assertThat(timeline().claims())
                .containsExactly(
                        new Claim(SECOND, 2 * SECOND, List.of("E1", "W1")),
                        new Claim(2 * SECOND, 3 * SECOND, List.of("C1", "E1", "W1")));
    }

    @Test
    void an_observer_that_goes_silent_leaves_a_gap_and_no_claim() {
        for (int i = 0; i < 40; i++) {
            role(i * 0.1, "E1", "primary", 1);
        }
        for (int i = 0; i < 40; i++) {
            role(i * 0.1, "W1", "replica", 1);
            role(20 + i * 0.1, "W1", "primary", 2);
        }
        Timeline timeline = timeline();
        assertThat(timeline.claims()).isEmpty();
        assertThat(timeline.lanes().get(0).states()).singleElement().satisfies(span -> assertThat(span.to() / 1e9)
                .isBetween(3.8, 4.0));
    }

    @Test
    void a_fault_never_seen_in_force_is_drawn_as_failed_with_its_reason() {
        lines.nemesis(1, "cut", map("id", 1L, "state", k("pending"), "pairs", List.of(List.of("E1", "W1"))));
        lines.nemesis(2, "cut", map("id", 1L, "state", k("failed"), "reason", "E1->W1 answered"));
        assertThat(timeline().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.isFailed()).isTrue();
            assertThat(fault.inForce()).isNegative();
            assertThat(fault.reason()).isEqualTo("E1->W1 answered");
            assertThat(fault.label()).isEqualTo("cut E1 ⇥ W1");
        });
    }

    @Test
    void lanes_stand_region_by_region_with_nodes_before_zookeepers() {
        lines.observer(
                0,
                "topology",
                null,
                map("regions", Map.of("E", List.of("E1")), "zookeepers", Map.of("E", List.of("zk-E"))));
        lines.observer(1, "zk-mode", "zk-E", k("leader"));
        role(1, "E1", "primary", 1);
        role(1, "A0", "replica", 1);
        assertThat(timeline().lanes()).extracting(Lane::name).containsExactly("E1", "zk-E", "A0");
    }

    private void role(double at, String node, String role, long epoch) {
        lines.observer(at, "role", node, map("role", k(role), "epoch", epoch));
    }

    private Timeline timeline() {
        History history = lines.history();
        return Timeline.of(history, Regions.of(Map.of(), history));
    }
}
