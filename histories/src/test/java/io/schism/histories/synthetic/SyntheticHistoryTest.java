package io.schism.histories.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.error.UserError;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.history.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntheticHistoryTest {
    private static final Shape SHAPE =
            Shape.of(2_000, 10).indeterminate(0.05).keys(3).seed(42);

    static Stream<String> kinds() {
        return Kinds.all().stream().map(Kind::name);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_same_seed_gives_the_same_history_and_another_seed_another(String kind) {
        List<Operation> once = SyntheticHistory.of(kind, SHAPE).history().operations();

        assertThat(SyntheticHistory.of(kind, SHAPE).history().operations()).isEqualTo(once);
        assertThat(SyntheticHistory.of(kind, SHAPE.seed(43)).history().operations())
                .isNotEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_file_holds_what_memory_holds(String kind, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("history.edn");
        SyntheticHistory.of(kind, SHAPE).write(file);

        assertThat(HistoryReader.read(file).operations())
                .isEqualTo(SyntheticHistory.of(kind, SHAPE).history().operations());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void calls_processes_and_indeterminate_operations_are_as_many_as_asked_for(String kind) {
        History history = SyntheticHistory.of(kind, SHAPE.calls(5_000)).history();

        assertThat(history.calls()).hasSize(5_000);
        long lost = history.calls(call -> call.isIndeterminate()).count();
        assertThat(lost / 5_000.0).isBetween(0.035, 0.065);
        long processes = history.calls().stream()
                .map(call -> call.invocation().process())
                .distinct()
                .count();
        assertThat(processes - lost).isBetween(0L, 10L);
    }

    @Test
    void ten_processes_busy_for_a_third_of_the_time_have_three_or_four_calls_under_way() {
        long underWay = 0;
        long sum = 0;
        List<Operation> operations = SyntheticHistory.of(
                        "reg", Shape.of(20_000, 10).busy(1 / 3.0))
                .history()
                .operations();
        for (Operation operation : operations) {
            underWay += operation.isInvocation() ? 1 : -1;
            sum += underWay;
        }

        assertThat((double) sum / operations.size()).isBetween(3.0, 4.2);
    }

    @Test
    void times_never_fall() {
        assertThat(SyntheticHistory.of("reg", SHAPE).history().operations())
                .extracting(Operation::time)
                .isSorted();
    }

    @Test
    void an_unknown_kind_and_an_impossible_shape_are_a_users_error() {
        assertThatThrownBy(() -> SyntheticHistory.of("tape", SHAPE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no kind \"tape\" of history");
        assertThatThrownBy(() -> Shape.of(10, 1).stale(true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a violation needs 2 processes");
    }
}
