package io.schism.histories.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelsTest {
    @Test
    void the_registry_names_every_model_once_with_a_line_of_description() {
        assertThat(Models.all())
                .extracting(Model::name)
                .containsExactly(
                        "register",
                        "cas-register",
                        "multi-register",
                        "append-kv",
                        "mutex",
                        "owned-mutex",
                        "set",
                        "unordered-queue",
                        "fifo-queue",
                        "counter",
                        "unique-ids");
        assertThat(Models.all())
                .allSatisfy(
                        model -> assertThat(model.description()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void a_state_of_a_class_of_its_own_is_shown_in_its_own_words() {
        record Lease(String holder) {}
        Model<Lease> model = new Model<>() {
            @Override
            public String name() {
                return "lease";
            }

            @Override
            public String description() {
                return "a lease";
            }

            @Override
            public Lease initial(Optional<Object> value) {
                return new Lease("nobody");
            }

            @Override
            public Step<Lease> step(Lease state, Action action) {
                return Step.to(state);
            }

            @Override
            public Optional<String> precheck(Action action) {
                return Optional.empty();
            }
        };

        assertThat(model.show(new Lease("a"))).isEqualTo("Lease[holder=a]");
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> Models.named("cas"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("there is no model \"cas\"; choose one of register, cas-register");
    }

    @Test
    void an_unknown_operation_breaks_a_rule_of_every_model() {
        assertThat(Models.all()).allSatisfy(model -> assertThat(model.precheck(Action.indeterminate("drain", null)))
                .hasValueSatisfying(
                        rule -> assertThat(rule).contains(model.name()).contains("not :drain")));
    }

    @Test
    void a_register_reads_what_was_written_and_nil_before() {
        assertThat(reason("register", Action.ok("read", null, null))).isEmpty();
        assertThat(reason("register", Action.ok("write", 1L, 1L), Action.ok("read", null, 2L)))
                .hasValue("read returned 2; the register held 1");
        assertThat(reason("register", Action.ok("write", 1L, 1L), Action.ok("read", null, null)))
                .hasValue("read returned nil; the register held 1");
    }

    @Test
    void a_cas_succeeds_only_from_the_value_held() {
        Action cas = Action.ok("cas", Arrays.asList(null, 2L), null);
        assertThat(reason("cas-register", cas, Action.ok("read", null, 2L))).isEmpty();
        assertThat(reason("cas-register", cas, cas)).hasValue("cas from nil to 2 succeeded; the register held 2");
    }

    @Test
    void a_transaction_reads_its_own_writes_and_nil_is_absent() {
        Keyword r = Keyword.of("r");
        Keyword w = Keyword.of("w");
        Keyword x = Keyword.of("x");
        List<Object> writes = List.of(List.of(w, x, 1L), Arrays.asList(r, x, 1L), Arrays.asList(w, x, null));
        List<Object> absent = List.of(Arrays.asList(r, x, null));
        List<Object> stale = List.of(Arrays.asList(r, x, 1L));
        assertThat(reason("multi-register", Action.ok("txn", writes, writes), Action.ok("txn", absent, absent)))
                .isEmpty();
        assertThat(reason("multi-register", Action.ok("txn", writes, writes), Action.ok("txn", stale, stale)))
                .hasValue("the transaction read 1 from :x; that register held nil");
    }

    @Test
    void a_transaction_of_json_names_its_operations_by_strings() {
        List<Object> write = List.of(List.of("w", "x", 1L));
        List<Object> read = List.of(List.of("r", "x", 2L));
        assertThat(Models.named("multi-register").precheck(Action.ok("txn", write, write)))
                .isEmpty();
        assertThat(reason("multi-register", Action.ok("txn", write, write), Action.ok("txn", read, read)))
                .hasValue("the transaction read 2 from \"x\"; that register held 1");
    }

    @Test
    void a_transaction_that_answers_something_else_than_it_was_asked_is_malformed() {
        Keyword r = Keyword.of("r");
        Keyword w = Keyword.of("w");
        List<Object> reads = List.of(Arrays.asList(r, "x", null));
        for (List<?> strange : List.of(
                List.of(List.of(w, "x", 1L)),
                List.of(Arrays.asList(r, "y", 1L)),
                List.of(),
                List.of(Arrays.asList(r, "x", 1L), Arrays.asList(r, "x", 1L)))) {
            assertThat(Models.named("multi-register").precheck(Action.ok("txn", reads, strange)))
                    .as("%s", strange)
                    .isPresent();
        }
        assertThat(Models.named("multi-register").precheck(Action.ok("txn", reads, List.of(Arrays.asList(r, "x", 1L)))))
                .isEmpty();
    }

    @Test
    void an_append_follows_what_was_put() {
        Action put = Action.ok("put", "a", null);
        Action append = Action.ok("append", "b", null);
        assertThat(reason("append-kv", put, append, Action.ok("get", null, "ab")))
                .isEmpty();
        assertThat(reason("append-kv", Action.ok("get", null, ""))).isEmpty();
        assertThat(reason("append-kv", Action.ok("get", null, "x")))
                .hasValue("get returned \"x\"; the string was \"\"");
    }

    @Test
    void a_mutex_is_held_once_and_released_by_anyone_but_an_owned_one_by_its_owner() {
        Action one = Action.ok("acquire", 1L, null);
        Action two = Action.ok("release", 2L, null);
        assertThat(reason("mutex", one, one)).hasValue("the lock was acquired while held");
        assertThat(reason("mutex", one, two)).isEmpty();
        assertThat(reason("mutex", two)).hasValue("the lock was released while free");
        assertThat(reason("owned-mutex", one, two)).hasValue("process 2 released the lock; process 1 held it");
    }

    @Test
    void a_set_read_has_all_that_was_added_and_nothing_else() {
        Action add = Action.ok("add", 1L, null);
        assertThat(reason("set", add, add, Action.ok("read", null, Set.of(1L)))).isEmpty();
        assertThat(reason("set", Action.ok("read", null, null))).isEmpty();
        assertThat(reason("set", add, Action.ok("read", null, Set.of())))
                .hasValue("read returned 0 elements without 1, which was in the set");
        assertThat(reason("set", Action.ok("read", null, List.of(1L))))
                .hasValue("read returned 1 elements with 1, which was not in the set");
    }

    @Test
    void queues_give_each_element_once_and_nil_only_when_empty() {
        Action one = Action.ok("enqueue", 1L, null);
        Action two = Action.ok("enqueue", 2L, null);
        Action takeTwo = Action.ok("dequeue", null, 2L);
        Action empty = Action.ok("dequeue", null, null);
        assertThat(reason("unordered-queue", one, two, takeTwo)).isEmpty();
        assertThat(reason("unordered-queue", two, takeTwo, takeTwo))
                .hasValue("dequeue returned 2, which was not in the queue");
        assertThat(reason("unordered-queue", one, empty)).hasValue("dequeue found nothing; the queue held 1");
        assertThat(reason("fifo-queue", one, two, takeTwo)).hasValue("dequeue returned 2; the head of the queue was 1");
        assertThat(reason("fifo-queue", empty)).isEmpty();
    }

    @Test
    void a_counter_sums_and_ids_are_given_once() {
        assertThat(reason("counter", Action.ok("add", -2L, null), Action.ok("read", null, -2L)))
                .isEmpty();
        assertThat(reason("counter", Action.ok("read", null, 1L))).hasValue("read returned 1; the counter stood at 0");
        Action id = Action.ok("generate", null, "a");
        assertThat(reason("unique-ids", id, id)).hasValue("generate returned \"a\" a second time");
    }

    @Test
    void a_model_refuses_a_start_that_it_cannot_have() {
        for (String name : List.of("multi-register", "append-kv", "mutex", "owned-mutex", "set", "fifo-queue")) {
            assertThatThrownBy(() -> Models.named(name).initial(Optional.of(1.5)))
                    .as(name)
                    .isInstanceOf(UserError.class);
        }
        assertThat(Models.named("multi-register").initial(Optional.of(Map.of("x", 1L))))
                .isEqualTo(Registers.EMPTY.with("x", 1L));
    }

    /** Why the last of these actions cannot follow the others; empty where it can. */
    private static Optional<String> reason(String model, Action... actions) {
        return reason(Models.named(model), actions);
    }

    private static <S> Optional<String> reason(Model<S> model, Action... actions) {
        S state = model.initial(Optional.empty());
        for (int number = 0; number < actions.length; number++) {
            assertThat(model.precheck(actions[number])).isEmpty();
            Step<S> step = model.step(state, actions[number]);
            if (step instanceof Step.Inconsistent<S> inconsistent) {
                assertThat(number).isEqualTo(actions.length - 1);
                return Optional.of(inconsistent.reason());
            }
            state = ((Step.Next<S>) step).states().get(0);
        }
        return Optional.empty();
    }
}
