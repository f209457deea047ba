package io.schism.harness.report;

import static io.schism.harness.report.Lines.k;
import static io.schism.harness.report.Lines.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of the nodes side by side, from the logs that they told in the end. */
class DivergentRowsTest {
    private final Lines lines = new Lines();

    private static List<Object> entry(long epoch, long pos, long key, Object... change) {
        return List.of(epoch, pos, "op-" + pos, key, Arrays.asList(change));
    }

    private void end(String node, List<?> log, List<?> side) {
        lines.observer(1, "final-state", node, map("role", k("replica"), "log", log, "side", side));
    }

    @Test
    void three_nodes_two_logs__the_rows_that_differ_stand_side_by_side_conflicts_first() {
        List<Object> epoch = Arrays.asList(1L, 1L, "epoch-1", null, null);
        List<?> common = List.of(epoch, entry(1, 2, 7, k("write"), 70L), entry(1, 3, 8, k("write"), 80L));
        List<?> east = List.of(
                epoch,
                common.get(1),
                common.get(2),
                entry(1, 4, 9, k("write"), 90L),
                entry(1, 5, 7, k("cas"), 70L, 71L));
        List<?> west = List.of(epoch, common.get(1), common.get(2), entry(2, 5, 7, k("write"), 72L));
        end("E1", east, List.of());
        end("E2", east, List.of());
        end("W1", west, List.of());
        DivergentRows rows = DivergentRows.of(lines.history());
        assertThat(rows.holders()).containsExactly("E1, E2", "W1");
        assertThat(rows.rows())
                .containsExactly(
                        new DivergentRows.Row("7", List.of("71", "72")),
                        new DivergentRows.Row("9", List.of("90", "—")));
        assertThat(rows.claim()).isEqualTo("2 rows differ between the nodes, 1 of them with a value on both sides:");
    }

    @Test
    void one_node_that_rejoined_tells_what_it_gave_up() {
        end("E1", List.of(entry(2, 1, 7, k("write"), 70L)), List.of(entry(1, 5, 8, k("write"), 80L)));
        end("W1", List.of(entry(2, 1, 7, k("write"), 70L)), List.of());
        DivergentRows rows = DivergentRows.of(lines.history());
        assertThat(rows.claim()).isEmpty();
        assertThat(rows.givenUp())
                .containsExactly("E1 gave up 1 entry when it rejoined, and keeps them aside: write of 80 to key 8 "
                        + "(epoch 1, position 5).");
    }

    @Test
    void without_logs_nothing_is_said() {
        lines.observer(1, "final-state", "E1", map("error", "unreachable"));
        DivergentRows rows = DivergentRows.of(lines.history());
        assertThat(rows.claim()).isEmpty();
        assertThat(rows.givenUp()).isEmpty();
    }
}
