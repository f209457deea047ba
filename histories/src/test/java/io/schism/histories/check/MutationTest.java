package io.schism.histories.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.check.WorkDone.Minimum;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Operation.Type;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A valid run of 3 nodes with a fenced failover, changed in one place: the verdict that the change concerns must turn. */
class MutationTest {
    private static final Checker WORK = new WorkDone(List.of(new Minimum("*", "E", "write", 1)));
    private static final Checker GAP = new Gap(Map.of("*", Duration.ofSeconds(1)), 0.001);
    private static final List<Checker> ALL =
            List.of(new DualPrimary(), new LostWrites(), new Divergence(), GAP, new FaultsInForce(), WORK);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("unchanged: every checker says valid")
    void unchanged(long seed) {
        History history = History.of(SimulatedRun.lines(seed, 30));
        assertThat(ALL).allSatisfy(checker -> {
            var verdict = checker.check(history);
            assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(Validity.VALID);
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("an acknowledged write gone from every log: LOST")
    void goneEverywhere(long seed) {
        List<Operation> lines = SimulatedRun.lines(seed, 30);
        String op = last(lines, MutationTest::isAcknowledgedWrite).text("op");
        List<Operation> changed = change(lines, isFinalState(null), line -> withoutEntry(line, op));

        assertTurned(changed, new LostWrites(), Validity.INVALID);
        assertTurned(changed, new Divergence(), Validity.VALID);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("an acknowledged write gone from the primary's log alone: LOST, and DIV")
    void goneFromPrimary(long seed) {
        List<Operation> lines = SimulatedRun.lines(seed, 30);
        String op = last(lines, MutationTest::isAcknowledgedWrite).text("op");
        List<Operation> changed = change(lines, isFinalState("W1"), line -> withoutEntry(line, op));

        assertTurned(changed, new LostWrites(), Validity.INVALID);
        assertTurned(changed, new Divergence(), Validity.INVALID);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("a write of the tail that E1 put aside was acknowledged after all: LOST, and DIV")
    void tailAcknowledged(long seed) {
        List<Operation> changed = change(
                SimulatedRun.lines(seed, 30),
                line -> line.type() == Type.INFO && "tail-2".equals(line.text("op")),
                line -> with(with(with(line, Type.OK), "node", "E1"), "epoch", 1L));

        assertTurned(changed, new LostWrites(), Validity.INVALID);
        assertTurned(changed, new Divergence(), Validity.INVALID);
        assertTurned(changed, new DualPrimary(), Validity.VALID);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("the last acknowledgement moved to the old epoch: DUAL")
    void ackInOldEpoch(long seed) {
        List<Operation> lines = SimulatedRun.lines(seed, 30);
        Operation ack = last(lines, MutationTest::isAcknowledgedWrite);

        assertTurned(change(lines, ack::equals, line -> with(line, "epoch", 1L)), new DualPrimary(), Validity.INVALID);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("the last acknowledgement given by the old primary in the new epoch: DUAL")
    void ackByOldPrimary(long seed) {
        List<Operation> lines = SimulatedRun.lines(seed, 30);
        Operation ack = last(lines, MutationTest::isAcknowledgedWrite);

        assertTurned(change(lines, ack::equals, line -> with(line, "node", "E1")), new DualPrimary(), Validity.INVALID);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("the primary's final state gone, or no quiescence: LOST and DIV unknown")
    void withoutInput(long seed) {
        List<Operation> lines = SimulatedRun.lines(seed, 30);
        for (Predicate<Operation> gone : List.of(isFinalState("W1"), is("quiescence"))) {
            assertTurned(without(lines, gone), new LostWrites(), Validity.UNKNOWN);
            assertTurned(without(lines, gone), new Divergence(), Validity.UNKNOWN);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("a replica's final state gone: DIV unknown, LOST decides all the same")
    void withoutReplica(long seed) {
        List<Operation> changed = without(SimulatedRun.lines(seed, 30), isFinalState("W2"));

        assertTurned(changed, new Divergence(), Validity.UNKNOWN);
        assertTurned(changed, new LostWrites(), Validity.VALID);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("the cut's line in force, or the heal's, gone: FAULT unknown")
    void faultUnseen(long seed) {
        List<Operation> lines = SimulatedRun.lines(seed, 30);
        for (String state : List.of("in-force", "healed")) {
            Predicate<Operation> gone = line -> line.f().equals("cut")
                    && state.equals(Fields.of(line.value()).text("state"));
            assertTurned(without(lines, gone), new FaultsInForce(), Validity.UNKNOWN);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("E's writes refused after the cut: WORK unknown, GAP over its limit")
    void noWork(long seed) {
        List<Operation> lines = SimulatedRun.lines(seed, 30);
        long cut = last(lines, is("cut")).index();
        List<Operation> changed = change(
                lines,
                line -> line.index() > cut && isAcknowledgedWrite(line) && "E".equals(line.text("region")),
                line -> with(line, Type.FAIL));

        assertTurned(changed, WORK, Validity.UNKNOWN);
        assertTurned(changed, new Gap(Map.of("E", Duration.ofMillis(50)), 1), Validity.INVALID);
    }

    @Test
    @Timeout(300)
    @DisplayName("300,000 calls: every checker is done in n log n, where n squared would take hours")
    void large() {
        History history = History.of(SimulatedRun.lines(1, 50_000));
        assertThat(ALL).allSatisfy(checker -> assertThat(checker.check(history).validity())
                .isNotEqualTo(Validity.INVALID));
    }

    private static void assertTurned(List<Operation> lines, Checker checker, Validity expected) {
        var verdict = checker.check(History.of(lines));
        assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(expected);
    }

    private static boolean isAcknowledgedWrite(Operation line) {
        return line.isClient() && line.type() == Type.OK && line.f().equals("write");
    }

    private static Predicate<Operation> is(String f) {
        return line -> line.f().equals(f);
    }

    private static Predicate<Operation> isFinalState(String node) {
        return line -> line.f().equals("final-state") && (node == null || node.equals(line.text("node")));
    }

    private static Operation last(List<Operation> lines, Predicate<Operation> condition) {
        return lines.stream().filter(condition).reduce((a, b) -> b).orElseThrow();
    }

    private static List<Operation> without(List<Operation> lines, Predicate<Operation> gone) {
        return lines.stream().filter(gone.negate()).toList();
    }

    private static List<Operation> change(
            List<Operation> lines, Predicate<Operation> which, UnaryOperator<Operation> change) {
        assertThat(lines).anyMatch(which);
        return lines.stream()
                .map(line -> which.test(line) ? change.apply(line) : line)
                .toList();
    }

    private static Operation with(Operation line, Type type) {
        return new Operation(
                line.index(), line.time(), line.process(), type, line.f(), line.value(), line.attributes());
    }

    private static Operation with(Operation line, String attribute, Object value) {
        Map<String, Object> attributes = new LinkedHashMap<>(line.attributes());
        attributes.put(attribute, value);
        return new Operation(
                line.index(), line.time(), line.process(), line.type(), line.f(), line.value(), attributes);
    }

    private static Operation withoutEntry(Operation finalState, String op) {
        Map<Object, Object> state = new LinkedHashMap<>((Map<?, ?>) finalState.value());
        List<Object> log = new ArrayList<>((List<?>) state.get(Keyword.of("log")));
        log.removeIf(entry -> op.equals(((List<?>) entry).get(2)));
        state.put(Keyword.of("log"), log);
        return new Operation(
                finalState.index(),
                finalState.time(),
                finalState.process(),
                finalState.type(),
                finalState.f(),
                state,
                finalState.attributes());
    }
}
