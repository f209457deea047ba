package io.schism.histories.linearizability;

import static io.schism.histories.linearizability.Lines.keyword;
import static io.schism.histories.linearizability.Lines.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.model.SingleCell;
import io.schism.histories.model.Step;
import io.schism.histories.verdict.Validity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A trait that a model has no right to makes verdicts wrong: what each one allows is not sound in general. */
class UndueTraitsTest {
    /** Says of a model that remembers everything that it is a single cell. */
    private static final class Forgetful<S> extends Plain<S> implements SingleCell<S> {
        Forgetful(Model<S> model) {
            super(model);
        }

        @Override
        public Optional<S> needs(Action action) {
            return isPureRead(action) || action.f().equals("dequeue") ? Optional.of(seen(action)) : Optional.empty();
        }

        @SuppressWarnings("unchecked")
        private S seen(Action action) {
            if (action.f().equals("dequeue")) {
                return (S) list(action.output());
            }
            return action.f().equals("txn")
                    ? model.initial(Optional.of(
                            java.util.Map.of(keyword("x"), third(action, 0), keyword("y"), third(action, 1))))
                    : (S) action.output();
        }

        private static Object third(Action action, int part) {
            return ((List<?>) ((List<?>) action.output()).get(part)).get(2);
        }

        @Override
        public S leaves(Action action) {
            return ((Step.Next<S>) model.step(needs(action).orElse(model.initial(Optional.empty())), action))
                    .states()
                    .get(0);
        }

        @Override
        public boolean isPureRead(Action action) {
            return model.isPureRead(action);
        }
    }

    /** Says that an element may be looked at without being taken. */
    private static final class Peeking<S> extends Plain<S> {
        Peeking(Model<S> model) {
            super(model);
        }

        @Override
        public boolean isPureRead(Action action) {
            return action.f().equals("dequeue");
        }
    }

    @Test
    void lazy_placement_is_wrong_where_an_append_lost_came_before_another() {
        History history = new Lines()
                .invoke(0, "append", "1")
                .info(0)
                .alone(1, "append", "2", "2")
                .alone(1, "get", null, "12")
                .history();

        assertThat(decide(Models.named("append-kv"), history)).isEqualTo(Validity.VALID);
        assertThat(decide(new Forgetful<>(Models.named("append-kv")), history)).isEqualTo(Validity.INVALID);
    }

    @Test
    void lazy_placement_is_wrong_where_an_enqueue_lost_came_before_another() {
        History history = new Lines()
                .invoke(0, "enqueue", 1)
                .info(0)
                .alone(1, "enqueue", 2, 2)
                .alone(1, "dequeue", null, 1)
                .alone(1, "dequeue", null, 2)
                .history();

        assertThat(decide(Models.named("fifo-queue"), history)).isEqualTo(Validity.VALID);
        assertThat(decide(new Forgetful<>(Models.named("fifo-queue")), history)).isEqualTo(Validity.INVALID);
    }

    @Test
    void lazy_placement_is_wrong_where_a_transaction_lost_was_half_overwritten() {
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

        assertThat(decide(Models.named("multi-register"), history)).isEqualTo(Validity.VALID);
        assertThat(decide(new Forgetful<>(Models.named("multi-register")), history))
                .isEqualTo(Validity.INVALID);
    }

    @Test
    void hiding_a_pending_append_behind_another_is_wrong() {
        History history = new Lines()
                .invoke(0, "append", "1")
                .invoke(1, "append", "2")
                .ok(0)
                .ok(1)
                .alone(1, "get", null, "2")
                .history();

        assertThat(decide(Models.named("append-kv"), history)).isEqualTo(Validity.INVALID);
        assertThat(decide(new Forgetful<>(Models.named("append-kv")), history)).isEqualTo(Validity.VALID);
    }

    @Test
    void taking_a_read_at_once_is_wrong_where_it_takes_the_element_away() {
        History history = new Lines()
                .alone(0, "enqueue", 1, 1)
                .alone(0, "dequeue", null, 1)
                .alone(0, "dequeue", null, 1)
                .history();

        assertThat(decide(Models.named("fifo-queue"), history)).isEqualTo(Validity.INVALID);
        assertThat(decide(new Peeking<>(Models.named("fifo-queue")), history)).isEqualTo(Validity.VALID);
    }

    private static Validity decide(Model<?> model, History history) {
        return Linearizability.of(model).keyed(false).decide(history);
    }
}
