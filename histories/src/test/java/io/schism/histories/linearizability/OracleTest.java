package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.model.SingleCell;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
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
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final int histories = Integer.getInteger("schism.fuzz", 1_500);

    @TestFactory
    Stream<DynamicTest> an_engine_agrees_with_brute_force() {
        System.out.println("OracleTest: -Dschism.seed=" + seed + " -Dschism.fuzz=" + histories);
        return Models.all().stream().map(model -> DynamicTest.dynamicTest(model.name(), () -> compare(model)));
    }

    @TestFactory
    Stream<DynamicTest> zones_agree_with_the_search_on_histories_of_up_to_two_hundred_calls() {
        System.out.println("OracleTest: -Dschism.seed=" + seed + " -Dschism.fuzz=" + histories);
        return Stream.of("register", "cas-register")
                .map(name -> DynamicTest.dynamicTest(name, () -> compareLarge(Models.named(name))));
    }

    private <S> void compareLarge(Model<S> model) {
        SingleCell<S> cell = (SingleCell<S>) model;
        Random random = new Random(seed);
        S initial = model.initial(Optional.empty());
        int invalid = 0;
        for (int number = 0; number < histories / 10; number++) {
            int calls = 50 + random.nextInt(151);
            History history = RandomHistory.large(model, random, calls).make(calls);
            Entries entries = Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited())
                    .get(0)
                    .entries();
            Validity bySearch =
                    Search.decide(model, initial, entries, Budget.unlimited()).validity();
            assertThat(Zones.decide(cell, initial, entries, Budget.unlimited()).map(Outcome::validity))
                    .as(() -> "zones: " + description(model, history))
                    .contains(bySearch);
            invalid += bySearch == Validity.INVALID ? 1 : 0;
        }
        System.out.printf("%s: %d large histories, %d invalid%n", model.name(), histories / 10, invalid);
        assertThat(invalid).as("invalid histories among them").isBetween(histories / 200, histories / 10);
    }

    private <S> void compare(Model<S> model) {
        Random random = new Random(seed);
        int invalid = 0;
        int byZones = 0;
        for (int number = 0; number < histories; number++) {
            History history = new RandomHistory<>(model, random).make(1 + random.nextInt(CALLS));
            boolean expected = BruteForce.isLinearizable(model, model.initial(Optional.empty()), history);
            Validity validity = expected ? Validity.VALID : Validity.INVALID;
            assertThat(Linearizability.of(model).keyed(false).decide(history))
                    .as(() -> description(model, history))
                    .isEqualTo(validity);
            byZones += zonesAgree(model, history, validity) ? 1 : 0;
            invalid += expected ? 0 : 1;
        }
        System.out.printf("%s: %d histories, %d invalid, %d by zones%n", model.name(), histories, invalid, byZones);
        assertThat(invalid).as("invalid histories among them").isBetween(histories / 50, histories * 9 / 10);
    }

    /** Where zones decided, the search has to say the same. */
    private <S> boolean zonesAgree(Model<S> model, History history, Validity validity) {
        if (!(model instanceof SingleCell<S> cell)) {
            return false;
        }
        S initial = model.initial(Optional.empty());
        List<Entry> entries = Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited()).stream()
                .flatMap(part -> part.entries().asList().stream())
                .toList();
        Budget budget = Budget.of(Duration.ofMinutes(1), Long.MAX_VALUE);
        assertThat(Search.decide(model, initial, Entries.of(entries), budget).validity())
                .as(() -> "search: " + description(model, history))
                .isEqualTo(validity);
        return Zones.decide(cell, initial, Entries.of(entries), budget).isPresent();
    }

    private String description(Model<?> model, History history) {
        return model.name() + ", seed " + seed + ":\n" + Lines.show(history);
    }
}
