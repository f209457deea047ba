package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.model.SingleCell;
import io.schism.histories.model.Step;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An order of a whole history or of its longest prefix: there where brute force finds one, and one that it allows. */
class OrderTest {
    private static final int HISTORIES = 400;

    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final Budget budget = Budget.of(Duration.ofMinutes(5), Long.MAX_VALUE);

    static List<Model<?>> models() {
        return Models.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    <S> void an_order_is_found_where_brute_force_finds_one_and_is_a_linearization(Model<S> model) {
        Random random = new Random(seed);
        S initial = model.initial(Optional.empty());
        int found = 0;
        for (int number = 0; number < HISTORIES; number++) {
            Entries entries = WitnessTest.random(model, random);
            Optional<List<Order.Placed<S>>> order = Order.of(model, initial, entries, budget);
            assertThat(order.isPresent())
                    .as("seed %d, history %d", seed, number)
                    .isEqualTo(BruteForce.isLinearizable(model, initial, entries.asList()));
            order.ifPresent(it -> prove(model, initial, entries, it));
            found += order.isPresent() ? 1 : 0;
        }
        assertThat(found).isBetween(1, HISTORIES - 1);
    }

    @ParameterizedTest
    @MethodSource("models")
    <S> void all_that_returned_before_the_first_failing_call_has_an_order(Model<S> model) {
        Random random = new Random(seed);
        S initial = model.initial(Optional.empty());
        for (int number = 0; number < HISTORIES; number++) {
            Entries entries = WitnessTest.random(model, random);
            if (!BruteForce.isLinearizable(model, initial, entries.asList())) {
                int failing = WitnessTest.firstByBruteForce(model, initial, entries);
                Entries known = Prefix.knownAt(model, entries, entries.returned(failing) - 1);
                Optional<List<Order.Placed<S>>> order = Order.of(model, initial, known, budget);
                assertThat(order).as("seed %d, history %d", seed, number).isPresent();
                prove(model, initial, known, order.orElseThrow());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    <S> void a_long_history_has_an_order_where_it_is_linearizable(Model<S> model) {
        Random random = new Random(seed);
        // Others may take longer than anybody waits for.
        Duration patience = Duration.ofSeconds(model instanceof SingleCell ? 5 : 1);
        for (int number = 0; number < 10; number++) {
            RandomHistory<S> maker = RandomHistory.large(model, random, 300);
            History history = maker.make(300);
            Entries entries =
                    Entries.of(Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited()).stream()
                            .flatMap(part -> part.entries().asList().stream())
                            .sorted(Comparator.comparingInt(Entry::invoked))
                            .toList());
            boolean valid =
                    Engines.decide(model, maker.initial(), entries, budget).validity() == Validity.VALID;
            Optional<List<Order.Placed<S>>> order =
                    Order.of(model, maker.initial(), entries, Budget.of(patience, Long.MAX_VALUE));
            if (valid && model instanceof SingleCell) {
                assertThat(order).as("seed %d, history %d", seed, number).isPresent();
            }
            if (order.isPresent()) {
                assertThat(valid).as("seed %d, history %d", seed, number).isTrue();
                prove(model, maker.initial(), entries, order.get());
            }
        }
    }

    private static <S> void prove(Model<S> model, S initial, Entries entries, List<Order.Placed<S>> order) {
        WitnessTest.prove(
                model, initial, entries, order.stream().map(Order.Placed::entry).toList());
        S state = initial;
        for (Order.Placed<S> placed : order) {
            Step<S> step = model.step(state, placed.entry().action());
            assertThat(step instanceof Step.Next<S> next && next.states().contains(placed.state()))
                    .as("%s after %s", placed, state)
                    .isTrue();
            assertThat(model.show(placed.state())).isNotBlank();
            state = placed.state();
        }
    }

    @Test
    void the_evidence_says_in_which_order_the_calls_before_took_effect_and_what_each_left() {
        Lines lines = new Lines()
                .alone(0, "write", 1, 1)
                .invoke(1, "write", 2)
                .alone(2, "read", null, 2)
                .ok(1, 2)
                .alone(2, "read", null, 1);
        Verdict verdict =
                Linearizability.of(Models.named("register")).keyed(false).check(lines.history());
        Evidence evidence = verdict.evidence().get(0);
        assertThat(evidence.facts())
                .containsEntry("prefix-size", 3L)
                .containsEntry(
                        "prefix",
                        List.of(
                                Map.of("index", 0L, "state", "1"),
                                Map.of("index", 2L, "state", "2"),
                                Map.of("index", 3L, "state", "2")));
    }
}
