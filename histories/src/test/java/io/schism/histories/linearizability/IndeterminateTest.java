package io.schism.histories.linearizability;

import static io.schism.histories.linearizability.Lines.keyword;
import static io.schism.histories.linearizability.Lines.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Indeterminate operations: they may take effect late or never, and only a single cell allows to place them lazily. The
 * first three histories are those on which lazy placement would be wrong.
 */
class IndeterminateTest {
    @Test
    void append_lost_then_append_then_get_of_both_is_valid() {
        History history = new Lines()
                .invoke(0, "append", "1")
                .info(0)
                .alone(1, "append", "2", "2")
                .alone(1, "get", null, "12")
                .history();

        assertThat(decide("append-kv", history)).isEqualTo(Validity.VALID);
    }

    @Test
    void fifo_enqueue_lost_before_another_and_dequeued_first_is_valid() {
        History history = new Lines()
                .invoke(0, "enqueue", 1)
                .info(0)
                .alone(1, "enqueue", 2, 2)
                .alone(1, "dequeue", null, 1)
                .alone(1, "dequeue", null, 2)
                .history();

        assertThat(decide("fifo-queue", history)).isEqualTo(Validity.VALID);
    }

    @Test
    void multi_register_transaction_lost_and_half_overwritten_is_valid() {
        List<Object> both = list(list(keyword("w"), keyword("x"), 1), list(keyword("w"), keyword("y"), 1));
        List<Object> half = list(list(keyword("w"), keyword("y"), 2));
        List<Object> ask = list(list(keyword("r"), keyword("x"), null), list(keyword("r"), keyword("y"), null));
        List<Object> read = list(list(keyword("r"), keyword("x"), 1), list(keyword("r"), keyword("y"), 2));
        History history = new Lines()
                .invoke(0, "txn", both)
                .info(0)
                .alone(1, "txn", half, half)
                .alone(1, "txn", ask, read)
                .history();

        assertThat(decide("multi-register", history)).isEqualTo(Validity.VALID);
    }

    @Test
    void a_write_lost_takes_effect_long_after_its_timeout() {
        History history = new Lines()
                .invoke(0, "write", 7)
                .info(0)
                .alone(1, "write", 1, 1)
                .alone(1, "read", null, 1)
                .alone(1, "read", null, 7)
                .history();

        assertThat(decide("cas-register", history)).isEqualTo(Validity.VALID);
    }

    @Test
    void a_write_lost_takes_effect_once_only() {
        History history = new Lines()
                .invoke(0, "write", 7)
                .info(0)
                .alone(1, "write", 1, 1)
                .alone(1, "read", null, 7)
                .alone(1, "write", 1, 1)
                .alone(1, "read", null, 7)
                .history();

        assertThat(decide("cas-register", history)).isEqualTo(Validity.INVALID);
    }

    @Test
    void a_write_never_takes_effect_before_its_invocation() {
        History history = new Lines()
                .alone(1, "write", 1, 1)
                .alone(1, "read", null, 7)
                .invoke(0, "write", 7)
                .info(0)
                .history();

        assertThat(decide("cas-register", history)).isEqualTo(Validity.INVALID);
    }

    /** The shortest way to 3 is the lost write; to take it at once would leave nothing for the second sight of 3. */
    @Test
    void two_cas_lost_are_taken_and_the_lost_write_is_spared_for_later() {
        Lines lines = twoWaysToThree();
        lines.alone(1, "read", null, 3).alone(1, "write", 9, 9).alone(1, "read", null, 3);

        assertThat(decide("cas-register", lines.history())).isEqualTo(Validity.VALID);
    }

    /** The lost write, and the two lost cas in a row: that is all. */
    @Test
    void three_sights_of_a_value_with_two_ways_to_it_are_invalid() {
        Lines lines = twoWaysToThree();
        for (int sight = 0; sight < 3; sight++) {
            lines.alone(1, "read", null, 3).alone(1, "write", 1, 1);
        }

        assertThat(decide("cas-register", lines.history())).isEqualTo(Validity.INVALID);
    }

    private static Lines twoWaysToThree() {
        return new Lines()
                .alone(1, "write", 1, 1)
                .invoke(0, "write", 3)
                .info(0)
                .invoke(2, "cas", list(1, 2))
                .info(2)
                .invoke(3, "cas", list(2, 3))
                .info(3);
    }

    @Test
    void a_dequeue_lost_may_have_taken_any_element() {
        Lines lines = new Lines()
                .alone(1, "enqueue", 1, 1)
                .alone(1, "enqueue", 2, 2)
                .invoke(0, "dequeue", null)
                .info(0)
                .alone(1, "dequeue", null, 2)
                .alone(1, "dequeue", null, null);

        assertThat(decide("unordered-queue", lines.history())).isEqualTo(Validity.VALID);
        assertThat(decide("fifo-queue", lines.history())).isEqualTo(Validity.VALID);
    }

    private static Validity decide(String model, History history) {
        return Linearizability.of(Models.named(model)).keyed(false).decide(history);
    }
}
