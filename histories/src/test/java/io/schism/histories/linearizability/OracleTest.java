package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every model, thousands of small random histories: the engines say what brute force says.
 *
 * <p>The seed is fresh and printed; {@code -Dschism.seed} repeats one, {@code -Dschism.fuzz} sets the number of
 * histories a model.
 */
class OracleTest {
    private static final int CALLS = 8;
    private static final int FEWEST_LONG = 20;
    private static final int MOST_LONG = 40;
    private static final long LITTLE_MEMORY = 1 << 20;
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final int histories = Integer.getInteger("schism.fuzz", 1_500);

    /** The calls that an engine gets, with the state that they start in. */
    private record Case<S>(Model<S> model, S initial, List<Entry> entries) {
        static <S> Case<S> of(Model<S> model, S initial, History history) {
            List<Entry> entries = Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited()).stream()
                    .flatMap(part -> part.entries().asList().stream())
                    .toList();
            return new Case<>(model, initial, entries);
        }

        /** The same with some calls relaxed, as a counterexample is looked for. */
        Case<S> relaxed(Random random) {
            return new Case<>(
                    model,
                    initial,
                    entries.stream()
                            .map(entry ->
                                    model.isPureRead(entry.action()) || random.nextInt(4) > 0 ? entry : entry.relaxed())
                            .filter(entry -> !entry.isIndeterminate() || !model.isPureRead(entry.action()))
                            .toList());
        }

        Outcome<S> chosen() {
            return Engines.decide(model, initial, Entries.of(entries), Budget.unlimited());
        }

        Outcome<S> search(Budget budget) {
            return Search.decide(model, initial, Entries.of(entries), budget);
        }

        @Override
        public String toString() {
            return model.name() + " from " + initial + "\n"
                    + entries.stream()
                            .map(entry -> entry.action() + " " + entry.invoked() + " " + entry.returned())
                            .collect(Collectors.joining("\n"));
        }
    }

    @TestFactory
    Stream<DynamicTest> an_engine_agrees_with_brute_force() {
        System.out.println("OracleTest: -Dschism.seed=" + seed + " -Dschism.fuzz=" + histories);
        return Models.all().stream().map(model -> DynamicTest.dynamicTest(model.name(), () -> compare(model)));
    }

    private <S> void compare(Model<S> model) {
        Random random = new Random(seed);
        int invalid = 0;
        int fast = 0;
        for (int number = 0; number < histories; number++) {
            RandomHistory<S> maker = new RandomHistory<>(model, random);
            History history = maker.make(1 + random.nextInt(CALLS));
            Case<S> small = Case.of(model, maker.initial(), history);
            Validity expected = validity(BruteForce.isLinearizable(model, maker.initial(), history));
            assertThat(maker.startingThere(Linearizability.of(model))
                            .keyed(false)
                            .decide(history))
                    .as("seed %d: %s", seed, small)
                    .isEqualTo(expected);
            fast += agrees(small, expected) ? 1 : 0;
            invalid += expected == Validity.INVALID ? 1 : 0;
            Case<S> relaxed = small.relaxed(random);
            agrees(relaxed, validity(BruteForce.isLinearizable(model, maker.initial(), relaxed.entries())));
        }
        System.out.printf(
                "%s: %d histories, %d invalid, %d decided without a search%n", model.name(), histories, invalid, fast);
        assertThat(invalid).as("invalid histories among them").isBetween(histories / 50, histories * 9 / 10);
    }

    private static Validity validity(boolean linearizable) {
        return linearizable ? Validity.VALID : Validity.INVALID;
    }

    /** Whether a fast path decided; then the search has to say the same. */
    private <S> boolean agrees(Case<S> small, Validity expected) {
        Outcome<S> chosen = small.chosen();
        assertThat(chosen.validity())
                .as("seed %d, %s: %s", seed, chosen.engine(), small)
                .isEqualTo(expected);
        if (chosen.engine().equals(Search.NAME)) {
            return false;
        }
        assertThat(small.search(Budget.unlimited()).validity())
                .as("seed %d, search: %s", seed, small)
                .isEqualTo(expected);
        if (expected == Validity.INVALID) {
            assertThat(small.entries()).as("seed %d: %s", seed, small).containsAll(chosen.witness());
        }
        return true;
    }

    @TestFactory
    Stream<DynamicTest> zones_agree_with_the_search_on_histories_of_up_to_two_hundred_calls() {
        System.out.println("OracleTest: -Dschism.seed=" + seed + " -Dschism.fuzz=" + histories);
        return Stream.of("register", "cas-register")
                .map(name -> DynamicTest.dynamicTest(name, () -> compareLarge(Models.named(name))));
    }

    private <S> void compareLarge(Model<S> model) {
        Random random = new Random(seed);
        int invalid = 0;
        for (int number = 0; number < histories / 10; number++) {
            int calls = 50 + random.nextInt(151);
            RandomHistory<S> maker = RandomHistory.large(model, random, calls);
            Case<S> large = Case.of(model, maker.initial(), maker.make(calls));
            Validity bySearch = large.search(Budget.unlimited()).validity();
            Outcome<S> chosen = large.chosen();
            assertThat(chosen.engine()).as("seed %d: %s", seed, large).isEqualTo(Zones.NAME);
            assertThat(chosen.validity()).as("seed %d, zones: %s", seed, large).isEqualTo(bySearch);
            invalid += bySearch == Validity.INVALID ? 1 : 0;
        }
        System.out.printf("%s: %d large histories, %d invalid%n", model.name(), histories / 10, invalid);
        assertThat(invalid).as("invalid histories among them").isBetween(histories / 200, histories / 10);
    }

    @TestFactory
    Stream<DynamicTest> a_fast_path_agrees_with_the_search_on_longer_histories() {
        return Models.all().stream().map(model -> DynamicTest.dynamicTest(model.name(), () -> compareLonger(model)));
    }

    private <S> void compareLonger(Model<S> model) {
        Random random = new Random(seed);
        int compared = 0;
        for (int number = 0; number < histories / 10; number++) {
            int calls = FEWEST_LONG + random.nextInt(MOST_LONG - FEWEST_LONG);
            RandomHistory<S> maker = new RandomHistory<>(model, random);
            Case<S> longer = Case.of(model, maker.initial(), maker.make(calls));
            Validity searched = longer.search(Budget.of(Duration.ofMinutes(1), LITTLE_MEMORY))
                    .validity();
            if (searched != Validity.UNKNOWN) {
                assertThat(longer.chosen().validity())
                        .as("seed %d: %s", seed, longer)
                        .isEqualTo(searched);
                compared++;
            }
        }
        assertThat(compared).as("histories that the search decides").isGreaterThan(histories / 50);
    }
}
