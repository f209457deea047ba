package io.schism.histories.linearizability;

import static io.schism.histories.linearizability.Lines.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.history.History;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.model.Step;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
    private final Linearizability cas = Linearizability.of(Models.named("cas-register"));
    private final Linearizability fifo = Linearizability.of(Models.named("fifo-queue"));

    @Test
    void a_stale_read_is_named_with_what_the_register_held_and_three_operations_that_prove_it() {
        History history = new Lines()
                .alone(0, "write", 5, 5)
                .alone(0, "read", null, 5)
                .alone(1, "write", 6, 6)
                .alone(0, "write", 7, 7)
                .alone(2, "read", null, 6)
                .alone(2, "read", null, 7)
                .history();

        Verdict verdict = cas.check(history);

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.evidence()).hasSize(1);
        Evidence evidence = verdict.evidence().get(0);
        assertThat(evidence.text())
                .contains("read of index 9 (process 2, 6) completed at 0.009 s")
                .contains("read returned 6; the register held 7 since write of index 7 (process 0, 7) completed");
        assertThat(evidence.indices()).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(evidence.facts()).containsEntry("index", 9L).containsEntry("minimal", true);
    }

    @Test
    void three_keys_of_which_two_are_stale_are_both_named_and_the_third_is_not() {
        Lines lines = new Lines();
        for (int key = 1; key <= 3; key++) {
            lines.alone(0, "write", list(key, 10), list(key, 10))
                    .alone(0, "write", list(key, 11), list(key, 11))
                    .alone(0, "read", list(key, null), list(key, key == 2 ? 11 : 10));
        }

        Verdict verdict = cas.check(lines.history());

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.reason()).contains("2 of 3 keys");
        assertThat(verdict.figures())
                .containsEntry("failing-keys", List.of("1", "3"))
                .containsEntry("keys", 3L)
                .containsEntry("operations", 9L)
                .containsEntry("engine", "zones");
        assertThat(verdict.evidence()).hasSize(2);
    }

    @Test
    void the_same_values_are_no_keys_where_the_history_is_said_to_have_one_object() {
        History history = new Lines()
                .alone(0, "write", list(1, 10), list(1, 10))
                .alone(0, "write", list(2, 20), list(2, 20))
                .alone(0, "read", list(1, null), list(1, 10))
                .history();

        assertThat(cas.decide(history)).isEqualTo(Validity.VALID);
        assertThat(cas.keyed(false).decide(history)).isEqualTo(Validity.INVALID);
    }

    @Test
    void a_replica_local_read_is_not_judged() {
        History history = new Lines()
                .alone(0, "write", 1, 1)
                .invokeLocal(1, "read", null)
                .ok(1, null)
                .history();

        assertThat(cas.decide(history)).isEqualTo(Validity.VALID);
    }

    @Test
    void a_failed_write_that_is_read_is_a_violation() {
        History history = new Lines()
                .invoke(0, "write", 1)
                .fail(0)
                .alone(1, "read", null, 1)
                .history();

        assertThat(cas.decide(history)).isEqualTo(Validity.INVALID);
    }

    @Test
    void an_initial_value_is_read_before_any_write() {
        History history = new Lines().alone(0, "read", null, 4).history();

        assertThat(cas.decide(history)).isEqualTo(Validity.INVALID);
        assertThat(cas.initial(4L).decide(history)).isEqualTo(Validity.VALID);
    }

    @Test
    void no_operation_that_claims_to_be_linearizable_is_unknown() {
        History local = new Lines().invokeLocal(1, "read", null).ok(1, null).history();

        assertThat(cas.check(local).validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(cas.check(History.of(List.of())).validity()).isEqualTo(Validity.UNKNOWN);
    }

    @Test
    void an_operation_of_wrong_shape_is_named_with_the_rule() {
        History history =
                new Lines().alone(0, "write", 1, 1).alone(0, "cas", 3, 3).history();

        assertThatThrownBy(() -> cas.decide(history))
                .isInstanceOfSatisfying(
                        MalformedHistory.class,
                        broken -> assertThat(broken.operation().index()).isEqualTo(2))
                .hasMessage(":cas carries [old new], not 3");
    }

    @Test
    void an_answer_for_another_key_is_named() {
        History history =
                new Lines().alone(0, "read", list(1, null), list(2, null)).history();

        assertThatThrownBy(() -> cas.keyed(true).decide(history))
                .isInstanceOf(MalformedHistory.class)
                .hasMessage("key 2 answers an invocation of key 1");
    }

    @Test
    void a_queue_with_twenty_enqueues_at_once_is_unknown_when_the_time_is_over() {
        long start = System.nanoTime();
        Verdict verdict =
                fifo.within(Duration.ofMillis(1_500)).check(twentyEnqueues().history());

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason())
                .contains("the time limit of 1500 ms was reached at index ")
                .contains(" % of the way");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void the_same_queue_is_unknown_when_the_memory_is_used_up() {
        Verdict verdict = fifo.memory(4 << 20).check(twentyEnqueues().history());

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason()).contains("the memory limit of 4 MiB was reached");
    }

    @Test
    void a_limit_that_is_reached_while_calls_are_told_apart_leaves_the_history_undecided() {
        Lines lines = new Lines();
        for (int number = 0; number < 10_000; number++) {
            lines.alone(number % 7, "write", number, number);
        }
        History history = lines.history();

        assertThat(cas.within(Duration.ZERO).check(history).reason())
                .isEqualTo("the time limit of 0 s was reached before all calls were told apart");
        assertThat(cas.memory(100_000).check(history).reason())
                .isEqualTo("the memory limit of 0 MiB was reached before all calls were told apart");
        assertThat(cas.memory(800_000).check(history).reason())
                .isEqualTo("the memory limit of 0 MiB was reached before it was decided");
        assertThat((Long) cas.check(history).figures().get("peak-bytes")).isBetween(800_000L, 2_000_000L);
    }

    @Test
    void keys_whose_turn_does_not_come_are_undecided() {
        History history = new Lines()
                .alone(0, "write", list(1, 10), list(1, 10))
                .alone(0, "write", list(2, 10), list(2, 10))
                .history();

        Verdict verdict = cas.within(Duration.ZERO).check(history);

        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason())
                .isEqualTo("the time limit of 0 s was reached before the turn of key 1; 2 of 2 keys undecided");
    }

    @Test
    void a_model_that_breaks_on_one_key_is_heard_of() {
        Lines lines = new Lines();
        for (int number = 0; number < 12_000; number++) {
            lines.alone(number % 7, "acquire", list(number % 3_000, null), list(number % 3_000, null));
        }

        assertThatThrownBy(() -> Linearizability.of(new Broken()).decide(lines.history()))
                .isInstanceOf(StackOverflowError.class);
    }

    /** A model of a user that cannot take a step. */
    private static final class Broken implements Model<Boolean> {
        private final Model<?> mutex = Models.named("mutex");

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String description() {
            return mutex.description();
        }

        @Override
        public Boolean initial(Optional<Object> value) {
            return false;
        }

        @Override
        public Step<Boolean> step(Boolean state, Action action) {
            throw new StackOverflowError();
        }

        @Override
        public Optional<String> precheck(Action action) {
            return mutex.precheck(action);
        }
    }

    @Test
    void an_undecided_key_does_not_hide_a_violation_of_another() {
        Lines lines = twentyEnqueues().alone(0, "dequeue", list(2, null), list(2, 7));

        Verdict verdict = fifo.within(Duration.ofSeconds(1)).check(lines.history());

        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.figures())
                .containsEntry("failing-keys", List.of("2"))
                .containsEntry("undecided-key-count", 1L);
    }

    @Test
    void twelve_thousand_operations_on_three_thousand_keys_leave_no_thread_behind() {
        Lines lines = new Lines();
        for (int number = 0; number < 12_000; number++) {
            lines.alone(number % 7, "write", list(number % 3_000, number), list(number % 3_000, number));
        }

        Verdict verdict = cas.check(lines.history());

        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("linearizability-"));
    }

    @Test
    void an_interrupted_check_is_unknown_and_leaves_the_interruption() {
        Thread.currentThread().interrupt();
        Validity validity = fifo.decide(twentyEnqueues().history());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(validity).isEqualTo(Validity.UNKNOWN);
    }

    /** Twenty enqueues at once, one element twice, and nothing in there at last: every order has to be tried. */
    private static Lines twentyEnqueues() {
        Lines lines = new Lines();
        for (int process = 0; process < 20; process++) {
            lines.invoke(process, "enqueue", list(1, Math.max(1, process)));
        }
        for (int process = 0; process < 20; process++) {
            lines.ok(process);
        }
        return lines.alone(0, "dequeue", list(1, null), list(1, null));
    }
}
