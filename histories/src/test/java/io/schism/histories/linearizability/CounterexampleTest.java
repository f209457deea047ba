package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is said to prove a violation proves it, by brute force: reads outside are removed, the rest is relaxed. */
class CounterexampleTest {
    private static final int CALLS = 6;
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final int histories = Math.min(10_000, Integer.getInteger("schism.fuzz", 300));

    @TestFactory
    Stream<DynamicTest> a_counterexample_proves_the_violation_and_is_minimal() {
        System.out.println("CounterexampleTest: -Dschism.seed=" + seed);
        return Stream.of(
                        "register",
                        "cas-register",
                        "mutex",
                        "owned-mutex",
                        "counter",
                        "append-kv",
                        "multi-register",
                        "fifo-queue",
                        "unordered-queue",
                        "set")
                .map(name -> DynamicTest.dynamicTest(name, () -> prove(Models.named(name))));
    }

    private <S> void prove(Model<S> model) {
        Random random = new Random(seed);
        int proven = 0;
        for (int number = 0; number < histories; number++) {
            RandomHistory<S> maker = new RandomHistory<>(model, random);
            History history = maker.make(2 + random.nextInt(CALLS));
            Verdict verdict =
                    maker.startingThere(Linearizability.of(model)).keyed(false).check(history);
            if (verdict.validity() == Validity.INVALID) {
                prove(model, maker.initial(), history, verdict.evidence().get(0));
                proven++;
            }
        }
        assertThat(proven).isPositive();
    }

    private <S> void prove(Model<S> model, S initial, History history, Evidence evidence) {
        List<Entry> entries = Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited()).stream()
                .flatMap(part -> part.entries().asList().stream())
                .toList();
        List<Entry> kept = entries.stream()
                .filter(entry ->
                        evidence.indices().contains(entry.call().invocation().index()))
                .toList();
        assertThat(isLinearizable(model, initial, entries, kept))
                .as("seed %d: %s", seed, evidence)
                .isFalse();
        assertThat(evidence.facts()).as("seed %d", seed).containsEntry("minimal", true);
        for (Entry one : kept) {
            List<Entry> fewer = new ArrayList<>(kept);
            fewer.remove(one);
            assertThat(isLinearizable(model, initial, entries, fewer))
                    .as("seed %d: without index %d, %s", seed, one.index(), evidence)
                    .isTrue();
        }
    }

    private static <S> boolean isLinearizable(Model<S> model, S initial, List<Entry> entries, List<Entry> kept) {
        List<Entry> relaxed = entries.stream()
                .filter(entry -> kept.contains(entry) || !model.isPureRead(entry.action()))
                .map(entry -> kept.contains(entry) ? entry : entry.relaxed())
                .toList();
        return BruteForce.isLinearizable(model, initial, relaxed);
    }
}
