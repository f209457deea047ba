package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.history.HistoryReader.Reading;
import io.schism.histories.history.Operation;
import io.schism.histories.history.OperationLine;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.synthetic.Kind;
import io.schism.histories.synthetic.Kinds;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines against brute force and against each other, by the way that users go: whatever engine the call chooses is
 * compared, by its name or not. A {@link Plain} model takes every trait away, and with it every fast path and pruning.
 */
class DifferentialTest {
    private static final int CALLS_A_KEY = 5;
    private static final int KEYS = 2;
    private static final int FEWEST_CALLS = 10;
    private static final int MOST_CALLS = 60;
    private static final Set<String> ANSWERED = Set.of("read", "get", "dequeue", "generate", "txn");
    private static final int ATTEMPTS = 200;
    private static final long LITTLE_MEMORY = 8 << 20;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> two_keys_in_a_file_with_a_torn_last_line_as_brute_force_says() {
        Fuzz fuzz = new Fuzz("DifferentialTest, keyed", 200, 10);
        return Models.all().stream()
                .map(model -> DynamicTest.dynamicTest(model.name(), () -> compareKeyed(model, fuzz)));
    }

    private <S> void compareKeyed(Model<S> model, Fuzz fuzz) {
        AtomicInteger invalid = new AtomicInteger();
        fuzz.run(model.name(), (random, repeat) -> {
            History history = torn(model, random);
            S initial = model.initial(Optional.empty());
            boolean expected = true;
            for (long key = 0; key < KEYS; key++) {
                expected &= BruteForce.isLinearizable(model, initial, history.forKey(key));
            }
            Validity validity = expected ? Validity.VALID : Validity.INVALID;
            assertThat(Linearizability.of(model).keyed(true).decide(history))
                    .as(repeat)
                    .isEqualTo(validity);
            assertThat(Linearizability.of(Plain.of(model)).keyed(true).decide(history))
                    .as("without traits: %s", repeat)
                    .isEqualTo(validity);
            invalid.addAndGet(expected ? 0 : 1);
        });
        assertThat(invalid.get()).isBetween(fuzz.trials() / 50, fuzz.trials() * 19 / 20);
    }

    /** Read back from a file whose writer was killed in the middle of a line. */
    private History torn(Model<?> model, Random random) {
        EdnWriter edn = new EdnWriter();
        for (Operation operation : interleaved(model, random)) {
            OperationLine.append(edn, operation);
            edn.ascii("\n");
        }
        edn.ascii("{:index 999 :time 999000000 :process 0 :type :inv");
        try {
            Path file = Files.createTempFile(folder, "torn", ".edn");
            Files.writeString(file, edn.toString());
            Reading reading = HistoryReader.lenient(file);
            Files.delete(file);
            assertThat(reading.notes()).hasSize(1);
            return reading.history();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A history for each key, of processes of its own, their lines mixed at random. */
    private static List<Operation> interleaved(Model<?> model, Random random) {
        List<Iterator<Operation>> keys = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            History history = new RandomHistory<>(model, random).make(1 + random.nextInt(CALLS_A_KEY));
            keys.add(history.operations().iterator());
        }
        List<Operation> lines = new ArrayList<>();
        while (keys.stream().anyMatch(Iterator::hasNext)) {
            int key = random.nextInt(KEYS);
            if (keys.get(key).hasNext()) {
                Operation line = keys.get(key).next();
                lines.add(new Operation(
                        lines.size(),
                        lines.size() * 1_000_000L,
                        line.process() * KEYS + key,
                        line.type(),
                        line.f(),
                        Lines.list(key, line.value()),
                        Map.of()));
            }
        }
        return lines;
    }

    @TestFactory
    Stream<DynamicTest> a_perturbed_synthetic_history_as_the_search_without_traits_says() {
        Fuzz fuzz = new Fuzz("DifferentialTest, perturbed", 60, 100);
        return Kinds.all().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> comparePerturbed(kind, fuzz)));
    }

    private void comparePerturbed(Kind kind, Fuzz fuzz) {
        Map<String, AtomicInteger> compared = new ConcurrentHashMap<>();
        fuzz.run(kind.name(), (random, repeat) -> {
            History history = perturbed(kind, random);
            Verdict chosen = checker(kind, kind.model()).check(history);
            Validity without = checker(kind, Plain.of(kind.model())).decide(history);
            if (chosen.validity() != Validity.UNKNOWN && without != Validity.UNKNOWN) {
                assertThat(chosen.validity()).as("%s: %s", repeat, chosen).isEqualTo(without);
                String engine = chosen.figures().get("engine") + " " + without.word();
                compared.computeIfAbsent(engine, e -> new AtomicInteger()).incrementAndGet();
            }
        });
        System.out.println("DifferentialTest, perturbed: " + kind.name() + " " + compared);
        assertThat(compared.values().stream().mapToInt(AtomicInteger::get).sum())
                .as("histories that both decide")
                .isGreaterThanOrEqualTo(fuzz.trials() / 4);
    }

    private static Linearizability checker(Kind kind, Model<?> model) {
        return Linearizability.of(model).keyed(kind.isKeyed()).memory(LITTLE_MEMORY);
    }

    /** A valid history, and then: two answers change places, one is given twice, or a failure succeeds. */
    private static History perturbed(Kind kind, Random random) {
        Shape shape = Shape.of(FEWEST_CALLS + random.nextInt(MOST_CALLS - FEWEST_CALLS), 2 + random.nextInt(3))
                .indeterminate(random.nextBoolean() ? 0 : 0.05)
                .values(1 + random.nextInt(4))
                .keys(1 + random.nextInt(2))
                .seed(random.nextLong());
        List<Operation> lines = new ArrayList<>(
                SyntheticHistory.of(kind.name(), shape).history().operations());
        List<Operation> valid = List.copyOf(lines);
        for (int attempt = 0; attempt < ATTEMPTS && lines.equals(valid); attempt++) {
            perturb(lines, kind, random);
        }
        return History.of(lines);
    }

    private static void perturb(List<Operation> lines, Kind kind, Random random) {
        int one = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        Operation before = lines.get(one);
        Operation after = lines.get(other);
        if (before.type() == Operation.Type.FAIL) {
            lines.set(one, succeeded(before));
        } else if (before.type() == Operation.Type.OK
                && after.type() == before.type()
                && isAlike(kind, before, after)) {
            lines.set(one, before.withValue(after.value()));
            lines.set(other, random.nextBoolean() ? after : after.withValue(before.value()));
        }
    }

    private static Operation succeeded(Operation failed) {
        return new Operation(
                failed.index(),
                failed.time(),
                failed.process(),
                Operation.Type.OK,
                failed.f(),
                failed.value(),
                failed.attributes());
    }

    private static boolean isAlike(Kind kind, Operation one, Operation other) {
        return ANSWERED.contains(one.f())
                && one.f().equals(other.f())
                && (!kind.isKeyed() || sameKey(one, other))
                && (!one.f().equals("txn") || asked(one).equals(asked(other)));
    }

    /** A transaction without what its reads answered: an answer to another transaction is no answer. */
    private static List<?> asked(Operation transaction) {
        return ((List<?>) transaction.value())
                .stream()
                        .map(part -> (List<?>) part)
                        .map(part -> part.get(0) == Keyword.of("r") ? part.subList(0, 2) : part)
                        .toList();
    }

    private static boolean sameKey(Operation one, Operation other) {
        return ((List<?>) one.value()).get(0).equals(((List<?>) other.value()).get(0));
    }
}
