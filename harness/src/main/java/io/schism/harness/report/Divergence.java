package io.schism.harness.report;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What each node held in the end, and what of it stands on no common ground. */
record Divergence(List<Row> rows, DivergentRows values) {

    /** One node's end; a cell that nobody measured is {@code —}. */
    record Row(
            String node,
            String role,
            String epoch,
            String member,
            String position,
            String forkAcked,
            String forkUnacked,
            String givenUp,
            String refusals,
            boolean forked) {}

    static Divergence of(History history, Figures figures) {
        Map<String, Operation> ends = new TreeMap<>();
        history.observed("final-state").forEach(o -> ends.put(name(o), o));
        Map<String, Long> acked = figures.forkAckedByNode();
        Map<String, Long> unacked = figures.byNode("fork-unacked");
        Set<String> nodes = new LinkedHashSet<>(ends.keySet());
        nodes.addAll(acked.keySet());
        nodes.addAll(unacked.keySet());
        boolean judged = !acked.isEmpty() || figures.number("fork-acked").isPresent();
        List<Row> rows = new ArrayList<>();
        for (String node : nodes) {
            Object end = ends.containsKey(node) ? ends.get(node).value() : null;
            Object error = Field.of(end, "error");
            rows.add(new Row(
                    Shown.name(node),
                    error != null ? Shown.text(Field.word(error, ""), 120) : cell(Field.of(end, "role")),
                    cell(Field.of(end, "epoch")),
                    Boolean.FALSE.equals(Field.of(end, "member")) ? "stays out" : end == null ? "—" : "member",
                    cell(Field.of(end, "pos")),
                    judged ? Shown.count(acked.getOrDefault(node, 0L)) : "—",
                    unacked.containsKey(node) ? Shown.count(unacked.get(node)) : "—",
                    cell(Field.of(end, "given-up")),
                    cell(Field.of(end, "refusals")),
                    acked.getOrDefault(node, 0L) > 0));
        }
        return new Divergence(rows, DivergentRows.of(history));
    }

    private static String name(Operation o) {
        String node = o.text("node");
        return node == null ? "?" : node;
    }

    private static String cell(@Nullable Object value) {
        if (value instanceof Long number) {
            return Shown.count(number);
        }
        return Shown.name(Field.word(value, "—"));
    }
}
