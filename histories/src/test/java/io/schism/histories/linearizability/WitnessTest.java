package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.model.Step;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On small random histories of every model: orders and prefixes, found and proven by brute force. */
class WitnessTest {
    private static final int HISTORIES = 400;

    static List<Model<?>> models() {
        return Models.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    <S> void an_order_is_found_where_there_is_one_and_it_is_a_linearization(Model<S> model) {
        long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
        Random random = new Random(seed);
        S initial = model.initial(Optional.empty());
        for (int number = 0; number < HISTORIES; number++) {
            Entries entries = random(model, random);
            Optional<List<Entry>> order =
                    Witness.of(model, initial, entries, Budget.of(Duration.ofMinutes(1), Long.MAX_VALUE));
            assertThat(order.isPresent())
                    .as("seed %d, history %d", seed, number)
                    .isEqualTo(BruteForce.isLinearizable(model, initial, entries.asList()));
            order.ifPresent(found -> prove(model, initial, entries, found));
        }
    }

    static <S> void prove(Model<S> model, S initial, Entries entries, List<Entry> order) {
        Set<S> states = Set.of(initial);
        for (int place = 0; place < order.size(); place++) {
            Entry entry = order.get(place);
            Set<S> after = new HashSet<>();
            for (S state : states) {
                if (model.step(state, entry.action()) instanceof Step.Next<S> next) {
                    after.addAll(next.states());
                }
            }
            assertThat(after).as("after %s of %s", entry, order).isNotEmpty();
            states = after;
            assertThat(order.subList(place + 1, order.size()))
                    .as("real time")
                    .allSatisfy(later -> assertThat(later.returned()).isGreaterThan(entry.invoked()));
        }
        assertThat(order).doesNotHaveDuplicates();
        assertThat(order)
                .containsAll(entries.asList().stream()
                        .filter(entry -> !entry.isIndeterminate())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    <S> void the_first_failing_call_ends_the_longest_linearizable_prefix(Model<S> model) {
        long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
        Random random = new Random(seed);
        S initial = model.initial(Optional.empty());
        Budget budget = Budget.of(Budget.LONGEST, Long.MAX_VALUE);
        for (int number = 0; number < HISTORIES; number++) {
            Entries entries = random(model, random);
            if (!BruteForce.isLinearizable(model, initial, entries.asList())) {
                int searched = Search.decide(model, initial, entries, budget)
                        .failed()
                        .orElseThrow()
                        .returned();
                OptionalInt failing = Prefix.firstFailing(model, initial, entries, searched, budget);
                assertThat(failing)
                        .as("seed %d, history %d", seed, number)
                        .hasValue(firstByBruteForce(model, initial, entries));
            }
        }
    }

    static <S> int firstByBruteForce(Model<S> model, S initial, Entries entries) {
        return IntStream.range(0, entries.size())
                .filter(entry -> !entries.isIndeterminate(entry))
                .boxed()
                .sorted(Comparator.comparingInt(entries::returned))
                .filter(entry -> !BruteForce.isLinearizable(model, initial, known(entries, entries.returned(entry))))
                .findFirst()
                .orElseThrow();
    }

    private static List<Entry> known(Entries entries, int place) {
        return entries.asList().stream()
                .filter(entry -> entry.invoked() < place)
                .map(entry -> entry.returned() <= place ? entry : entry.open())
                .toList();
    }

    static Entries random(Model<?> model, Random random) {
        History history = new RandomHistory<>(model, random).make(1 + random.nextInt(8));
        return Entries.of(Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited()).stream()
                .flatMap(part -> part.entries().asList().stream())
                .sorted(Comparator.comparingInt(Entry::invoked))
                .toList());
    }
}
