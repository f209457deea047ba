package io.schism.harness.report;

import static io.schism.harness.report.Lines.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.report.ClientRows.Row;
import io.schism.histories.history.Operation.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientRowsTest {
    private final Lines lines = new Lines();

    private void call(double at, long process, String region, Type ending) {
        lines.client(at, process, Type.INVOKE, "read", null, attributes("region", region));
        lines.client(at + 0.1, process, ending, "read", null, attributes("region", region));
    }

    private List<Row> rows() {
        return rowsOf().rows();
    }

    private ClientRows rowsOf() {
        return ClientRows.of(lines.history(), Regions.of(Map.of(), lines.history()));
    }

    @Test
    void two_busy_clients_keep_their_rows() {
        for (int i = 0; i < 10; i++) {
            call(i * 0.5, i % 2, "E", Type.OK);
        }
        assertThat(rows()).containsExactly(new Row("E", 0, 1), new Row("E", 1, 1));
        assertThat(IntStream.range(0, 10).map(rowsOf()::rowOf)).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    }

    @Test
    void twelve_clients_that_take_turns_and_rest_share_a_row_in_each_region() {
        for (int i = 0; i < 48; i++) {
            call(i * 0.25, i % 12, i % 2 == 0 ? "E" : "W", Type.OK);
        }
        assertThat(rows()).containsExactly(new Row("E", 0, 24), new Row("W", 1, 24));
    }

    @Test
    void after_a_crowd_the_highest_rows_are_used_again() {
        for (int i = 0; i < 4; i++) {
            call(1 + i * 0.01, i, "E", Type.OK);
        }
        call(3, 4, "E", Type.OK);
        call(3.05, 5, "E", Type.OK);
        assertThat(IntStream.range(0, 6).map(rowsOf()::rowOf)).containsExactly(0, 1, 2, 3, 0, 1);
    }

    @Test
    void one_that_came_after_a_call_in_doubt_has_its_row_and_one_that_was_never_answered_keeps_it() {
        call(1, 0, "E", Type.INFO);
        call(1.5, 3, "E", Type.OK);
        lines.client(2, 6, Type.INVOKE, "read", null, attributes("region", "E"));
        call(30, 9, "E", Type.OK);
        assertThat(rows()).containsExactly(new Row("E", 0, 3), new Row("E", 9, 1));
    }
}
