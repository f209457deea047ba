package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Action;
import io.schism.histories.model.Merging;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.model.Step;
import io.schism.histories.synthetic.Kinds;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sketched is so, by brute force; and with it a few calls are enough to prove what many took part in. */
class SketchTest {
    private static final int CALLS = 6;
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final int histories = Math.min(20_000, Integer.getInteger("schism.fuzz", 600));

    @ParameterizedTest
    @ValueSource(strings = {"append-kv", "counter", "multi-register", "set"})
    void brute_force_agrees_whatever_is_free(String name) {
        System.out.println("SketchTest: -Dschism.seed=" + seed);
        sketch((Merging<?>) Models.named(name));
    }

    private <S> void sketch(Merging<S> model) {
        Random random = new Random(seed);
        int sure = 0;
        for (int number = 0; number < histories; number++) {
            RandomHistory<S> maker = new RandomHistory<>(model, random);
            List<Entry> entries = entries(model, maker.make(1 + random.nextInt(CALLS)));
            List<Entry> relaxed = new ArrayList<>();
            List<Entry> kept = new ArrayList<>();
            List<Action> free = new ArrayList<>();
            for (Entry entry : entries) {
                if (random.nextBoolean()) {
                    kept.add(entry);
                    relaxed.add(entry);
                } else if (!model.isPureRead(entry.action())) {
                    free.add(entry.action().forgotten());
                    relaxed.add(entry.relaxed());
                }
            }
            Merged<S> merged = Merged.of(model, Entries.of(relaxed));
            S start = merged.seen(maker.initial());
            Budget budget = Budget.of(Duration.ofSeconds(20), 1L << 30);
            Validity sketched = Sketch.decide(merged, start, Entries.of(kept), free, budget);
            if (sketched != Validity.UNKNOWN) {
                assertThat(sketched == Validity.VALID)
                        .as("seed %d, history %d", seed, number)
                        .isEqualTo(BruteForce.isLinearizable(model, maker.initial(), relaxed));
                sure++;
            }
        }
        assertThat(sure).isGreaterThan(histories / 2);
    }

    private static <S> List<Entry> entries(Model<S> model, History history) {
        return Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited()).stream()
                .flatMap(part -> part.entries().asList().stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"append-kv", "counter", "multi-register", "set"})
    void no_action_tells_a_state_from_the_one_that_it_is_merged_into(String name) {
        merge((Merging<?>) Models.named(name));
    }

    private <S> void merge(Merging<S> model) {
        Random random = new Random(seed);
        int merged = 0;
        for (int number = 0; number < histories; number++) {
            RandomHistory<S> maker = new RandomHistory<>(model, random);
            List<Action> actions = entries(model, maker.make(1 + random.nextInt(2 * CALLS))).stream()
                    .map(Entry::action)
                    .toList();
            UnaryOperator<S> merging = model.merging(actions);
            S state = maker.initial();
            for (int steps = 0; steps < CALLS && !actions.isEmpty(); steps++) {
                S instead = merging.apply(state);
                merged += instead.equals(state) ? 0 : 1;
                for (Action action : actions) {
                    assertThat(after(model, merging, instead, action))
                            .as("seed %d, history %d: %s after %s", seed, number, action, state)
                            .isEqualTo(after(model, merging, state, action));
                }
                if (model.step(state, actions.get(random.nextInt(actions.size()))) instanceof Step.Next<S> next) {
                    state = next.states().get(0);
                }
            }
        }
        assertThat(merged).isGreaterThan(histories / 10);
    }

    private static <S> Set<S> after(Model<S> model, UnaryOperator<S> merging, S state, Action action) {
        Set<S> after = new HashSet<>();
        if (model.step(state, action) instanceof Step.Next<S> next) {
            next.states().forEach(each -> after.add(merging.apply(each)));
        }
        return after;
    }

    @ParameterizedTest
    @ValueSource(strings = {"append-kv", "counter", "multi-register", "set"})
    void of_many_different_mutations_few_calls_are_left_and_that_is_proven(String kind) {
        for (int calls : new int[] {20, 80}) {
            Shape shape = Shape.of(calls, 5).stale(true).seed(calls);
            History history = SyntheticHistory.of(kind, shape).history();

            Evidence evidence = Linearizability.of(Kinds.named(kind).model())
                    .check(history)
                    .evidence()
                    .get(0);

            assertThat(evidence.facts()).as("%d calls", calls).containsEntry("minimal", true);
            assertThat((Long) evidence.facts().get("counterexample-size"))
                    .as("%d calls: %s", calls, evidence.text())
                    .isLessThanOrEqualTo(4);
        }
    }

    /** Takes all states for one. */
    private static final class Blind<S> extends Plain<S> implements Merging<S> {
        Blind(Model<S> model) {
            super(model);
        }

        @Override
        public UnaryOperator<S> merging(Collection<Action> actions) {
            S one = model.initial(Optional.empty());
            return state -> one;
        }
    }

    @Test
    void to_merge_strings_that_an_answer_tells_apart_is_wrong() {
        assertThat(sketchOfOneAppend((Merging<?>) Models.named("append-kv"))).isEqualTo(Validity.VALID);
        assertThat(sketchOfOneAppend(new Blind<>(Models.named("append-kv")))).isEqualTo(Validity.INVALID);
    }

    private static <S> Validity sketchOfOneAppend(Merging<S> model) {
        Entries read =
                Entries.of(entries(model, new Lines().alone(0, "get", null, "1").history()));
        Merged<S> merged = Merged.of(model, read);
        return Sketch.decide(
                merged,
                merged.initial(Optional.empty()),
                read,
                List.of(Action.indeterminate("append", "1")),
                Budget.unlimited());
    }
}
