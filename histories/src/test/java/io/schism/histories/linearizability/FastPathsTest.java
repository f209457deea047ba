package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which engine decides, and how it words what it found. */
class FastPathsTest {
    @Test
    void an_element_that_overtakes_another_is_named_with_both_and_their_four_calls() {
        Verdict verdict =
                check("fifo-queue", queue().alone(0, "dequeue", null, 2).alone(0, "dequeue", null, 1));

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.figures()).containsEntry("engine", "fifo");
        assertThat(verdict.evidence().get(0).text())
                .contains("2 was taken out before 1, though 1 was in before 2 was put in");
        assertThat(verdict.evidence().get(0).indices()).hasSize(8);
    }

    @Test
    void a_bag_lets_any_element_out_and_is_never_empty_while_one_is_in() {
        assertThat(check("unordered-queue", queue().alone(0, "dequeue", null, 2))
                        .validity())
                .isEqualTo(Validity.VALID);

        Verdict empty = check("unordered-queue", queue().alone(0, "dequeue", null, null));

        assertThat(empty.figures()).containsEntry("engine", "bag");
        assertThat(empty.validity()).isEqualTo(Validity.INVALID);
        assertThat(empty.evidence().get(0).text()).contains("it found nothing, though all the while it held");
    }

    @Test
    void a_queue_that_got_one_element_twice_is_searched() {
        Verdict verdict = check("fifo-queue", queue().alone(0, "enqueue", 1, 1).alone(0, "dequeue", null, 1));

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.figures()).containsEntry("engine", "search");
    }

    @Test
    void a_read_that_lacks_what_was_added_before_is_named_with_the_add() {
        Verdict verdict = check(
                "set", new Lines().alone(0, "add", 1, 1).alone(0, "add", 2, 2).alone(1, "read", null, Set.of(1L)));

        assertThat(verdict.figures()).containsEntry("engine", "read-chain");
        assertThat(verdict.evidence().get(0).text()).contains("it lacks 2, whose add had completed before it began");
        assertThat(verdict.evidence().get(0).indices()).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void different_amounts_are_searched_and_equal_ones_are_not() {
        Lines equal = new Lines().alone(0, "add", 2, 2).alone(0, "add", 2, 2).alone(1, "read", null, 4);
        Lines different =
                new Lines().alone(0, "add", 2, 2).alone(0, "add", 3, 3).alone(1, "read", null, 5);

        assertThat(check("counter", equal).figures()).containsEntry("engine", "increments");
        assertThat(check("counter", different).figures()).containsEntry("engine", "search");
    }

    @Test
    void an_owner_with_two_calls_at_a_time_is_searched_where_there_is_another_owner() {
        Lines one = new Lines()
                .invoke(0, "acquire", null)
                .ok(0)
                .invoke(0, "release", null)
                .ok(0);

        assertThat(check("owned-mutex", one).figures()).containsEntry("engine", "lock");
        one.invoke(0, "acquire", null).info(0).invoke(0, "release", null).ok(0).alone(1, "acquire", null, null);
        assertThat(check("owned-mutex", one).figures()).containsEntry("engine", "search");
    }

    private static Lines queue() {
        return new Lines().alone(0, "enqueue", 1, 1).alone(0, "enqueue", 2, 2);
    }

    private static Verdict check(String model, Lines lines) {
        History history = lines.history();
        return Linearizability.of(Models.named(model)).keyed(false).check(history);
    }
}
