package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A search may be cut anywhere: what it says of the rest, from the frontier alone, is what brute force says of all. */
class FrontierTest {
    private static final int CALLS = 8;
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final int histories = Integer.getInteger("schism.fuzz", 1_500);

    @TestFactory
    Stream<DynamicTest> a_search_in_pieces_agrees_with_brute_force() {
        System.out.println("FrontierTest: -Dschism.seed=" + seed + " -Dschism.fuzz=" + histories);
        return Models.all().stream().map(model -> DynamicTest.dynamicTest(model.name(), () -> compare(model)));
    }

    private <S> void compare(Model<S> model) {
        Random random = new Random(seed);
        int invalid = 0;
        for (int number = 0; number < histories; number++) {
            History history = new RandomHistory<>(model, random).make(1 + random.nextInt(CALLS));
            List<Entry> entries = Partition.of(history, model, Partition.Keying.SINGLE, Budget.unlimited()).stream()
                    .flatMap(part -> part.entries().asList().stream())
                    .toList();
            S initial = model.initial(Optional.empty());
            boolean expected = BruteForce.isLinearizable(model, initial, entries);
            assertThat(inPieces(model, initial, entries, history.operations().size(), random))
                    .as(() -> model.name() + ", seed " + seed + ":\n" + Lines.show(history))
                    .isEqualTo(expected);
            invalid += expected ? 0 : 1;
        }
        assertThat(invalid).as("invalid histories among them").isBetween(histories / 50, histories * 9 / 10);
    }

    private static <S> boolean inPieces(Model<S> model, S initial, List<Entry> entries, int lines, Random random) {
        Frontier<S> frontier = Frontier.at(initial);
        int from = 0;
        for (int to = random.nextInt(4); to < lines; to += 1 + random.nextInt(5)) {
            frontier = Search.advance(model, frontier, piece(frontier, entries, from, to), to, Budget.unlimited());
            from = to;
        }
        return Search.admits(model, frontier, piece(frontier, entries, from, lines), Budget.unlimited());
    }

    private static Entries piece(Frontier<?> frontier, List<Entry> all, int from, int to) {
        Entries entries = frontier.entries();
        for (Entry entry : all) {
            boolean isCarried = entry.invoked() < from && !entry.isIndeterminate() && entry.returned() >= from;
            if (isCarried || entry.invoked() >= from && entry.invoked() < to) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
