package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.model.SingleCell;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import io.schism.histories.verdict.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellSearchTest {
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final int histories = Integer.getInteger("schism.fuzz", 1_500) / 5;
    private final Model<?> register = Models.named("cas-register");

    /** The search of any model knows none of its shortcuts. */
    @Test
    void agrees_with_the_search_without_traits_on_busy_registers_with_exchanged_answers() {
        Random random = new Random(seed);
        int invalid = 0;
        for (int number = 0; number < histories; number++) {
            Shape shape = Shape.of(30 + random.nextInt(120), 2 + random.nextInt(12))
                    .values(1 + random.nextInt(5))
                    .seed(random.nextLong());
            History history = exchanged(SyntheticHistory.of("reg", shape).history(), random);

            Optional<? extends Outcome<?>> outcome = decide(register, history);

            Validity expected =
                    Linearizability.of(Plain.of(register)).keyed(false).decide(history);
            assertThat(outcome).as("seed %d, history %d", seed, number).isPresent();
            assertThat(outcome.get().validity())
                    .as("seed %d, history %d", seed, number)
                    .isEqualTo(expected);
            invalid += expected == Validity.INVALID ? 1 : 0;
        }
        assertThat(invalid).as("invalid ones").isBetween(histories / 20, histories * 19 / 20);
    }

    /** Sometimes as it is, mostly two reads near each other answer what the other one should. */
    private static History exchanged(History history, Random random) {
        List<Operation> lines = new ArrayList<>(history.operations());
        int[] reads = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).type() == Operation.Type.OK
                        && lines.get(line).f().equals("read"))
                .toArray();
        if (reads.length > 1 && random.nextInt(4) > 0) {
            int one = random.nextInt(reads.length - 1);
            int other = Math.min(reads.length - 1, one + 1 + random.nextInt(4));
            Object answer = lines.get(reads[one]).value();
            lines.set(
                    reads[one],
                    lines.get(reads[one]).withValue(lines.get(reads[other]).value()));
            lines.set(reads[other], lines.get(reads[other]).withValue(answer));
        }
        return History.of(lines);
    }

    @Test
    void names_the_call_at_which_no_linearization_is_left_and_where_the_register_stood() {
        Lines lines = new Lines();
        lines.invoke(0, "write", 1L).ok(0, 1L);
        lines.invoke(0, "write", 2L).ok(0, 2L);
        lines.invoke(1, "write", 1L).ok(1, 1L);
        lines.invoke(0, "read", null).ok(0, 2L);

        Outcome<?> outcome = decide(register, lines.history()).orElseThrow();

        assertThat(outcome.validity()).isEqualTo(Validity.INVALID);
        assertThat(outcome.engine()).isEqualTo(CellSearch.NAME);
        assertThat(outcome.failed().orElseThrow().index()).isEqualTo(7);
        assertThat(outcome.states()).isEqualTo(List.of(1L));
    }

    @Test
    void leaves_calls_without_an_answer_to_the_search() {
        Lines lines = new Lines();
        lines.invoke(0, "write", 1L).ok(0, 1L);
        lines.invoke(1, "write", 1L).info(1);

        assertThat(decide(register, lines.history())).isEmpty();
    }

    @Test
    void leaves_more_than_64_calls_at_once_to_the_search() {
        assertThat(decide(register, writesAtOnce(64))).isPresent();
        assertThat(decide(register, writesAtOnce(65))).isEmpty();
        assertThat(Linearizability.of(register).decide(writesAtOnce(65))).isEqualTo(Validity.VALID);
    }

    private static History writesAtOnce(int calls) {
        Lines lines = new Lines();
        for (long process = 0; process < calls; process++) {
            lines.invoke(process, "write", 1L);
        }
        for (long process = 0; process < calls; process++) {
            lines.ok(process, 1L);
        }
        return lines.history();
    }

    private static <S> Optional<Outcome<S>> decide(Model<S> model, History history) {
        S initial = model.initial(Optional.empty());
        Budget budget = Budget.unlimited();
        Entries entries = Partition.of(history, model, Partition.Keying.SINGLE, budget)
                .get(0)
                .entries();
        return CellSearch.decide((SingleCell<S>) model, initial, entries, budget);
    }
}
