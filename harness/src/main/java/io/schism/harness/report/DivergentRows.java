package io.schism.harness.report;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows (keys) that do not hold the same on every node in the end, side by side, and what nodes that rejoined gave up.
 * From the logs of the final states; empty where no node told one.
 *
 * @param holders the columns: nodes with the same log stand together
 * @param rows the first of those that differ, those first that hold something on both sides
 * @param differing how many differ
 * @param conflicting how many of them hold two values or more
 * @param givenUp a sentence for each node that gave something up
 */
record DivergentRows(List<String> holders, List<Row> rows, long differing, long conflicting, List<String> givenUp) {
    private static final int MOST_ROWS = 12;
    private static final int MOST_GIVEN_UP = 5;

    /** A key and what each holder has there; {@code —} for nothing. */
    record Row(String key, List<String> values) {}

    /** The log of one node or more, replayed. */
    private record Holder(List<String> nodes, Map<Object, Object> values) {}

    static DivergentRows of(History history) {
        Map<String, Object> ends = new TreeMap<>();
        history.observed("final-state")
                .forEach(o -> ends.put(name(o), Objects.requireNonNullElse(o.value(), Map.of())));
        Map<List<?>, List<String>> byLog = new LinkedHashMap<>();
        ends.forEach((node, end) -> {
            List<?> log = Field.list(Field.of(end, "log"));
            if (!log.isEmpty()) {
                byLog.computeIfAbsent(log, l -> new ArrayList<>()).add(node);
            }
        });
        List<Holder> holders = byLog.entrySet().stream()
                .map(e -> new Holder(e.getValue(), replayed(e.getKey())))
                .toList();
        return compared(holders, givenUp(ends));
    }

    private static DivergentRows compared(List<Holder> holders, List<String> givenUp) {
        Set<Object> keys = new LinkedHashSet<>();
        holders.forEach(holder -> keys.addAll(holder.values().keySet()));
        List<Object> differing = keys.stream()
                .filter(key -> holders.stream()
                                .map(h -> h.values().get(key))
                                .distinct()
                                .count()
                        > 1)
                .toList();
        List<Row> rows = differing.stream()
                .sorted(Comparator.comparing((Object key) -> isConflict(holders, key) ? 0 : 1))
                .limit(MOST_ROWS)
                .map(key -> new Row(Shown.text(Shown.value(key), 60), values(holders, key)))
                .toList();
        return new DivergentRows(
                holders.stream().map(DivergentRows::names).toList(),
                rows,
                differing.size(),
                differing.stream().filter(key -> isConflict(holders, key)).count(),
                givenUp);
    }

    private static String names(Holder holder) {
        return String.join(", ", holder.nodes().stream().map(Shown::name).toList());
    }

    private static boolean isConflict(List<Holder> holders, Object key) {
        return holders.stream()
                        .map(h -> h.values().get(key))
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                > 1;
    }

    private static List<String> values(List<Holder> holders, Object key) {
        return holders.stream()
                .map(h -> h.values().get(key))
                .map(value -> value == null ? "—" : Shown.text(Shown.value(value), 60))
                .toList();
    }

    private static String name(Operation o) {
        return Objects.requireNonNullElse(o.text("node"), "?");
    }

    /** What the entries {@code [epoch position op key change]} leave behind; what begins an epoch changes nothing. */
    private static Map<Object, Object> replayed(List<?> log) {
        Map<Object, Object> values = new HashMap<>();
        for (Object each : log) {
            List<?> entry = Field.list(each);
            Object key = entry.size() < 5 ? null : entry.get(3);
            List<?> change = entry.size() < 5 ? List.of() : Field.list(entry.get(4));
            Object value = change.isEmpty() ? null : change.get(change.size() - 1);
            if (key != null && value != null) {
                values.put(key, value);
            }
        }
        return values;
    }

    private static List<String> givenUp(Map<String, Object> ends) {
        List<String> told = new ArrayList<>();
        ends.forEach((node, end) -> {
            List<?> side = Field.list(Field.of(end, "side"));
            if (!side.isEmpty()) {
                List<String> some = side.stream()
                        .limit(MOST_GIVEN_UP)
                        .map(DivergentRows::words)
                        .toList();
                told.add(Shown.name(node) + " gave up "
                        + (side.size() == 1 ? "1 entry" : Shown.count(side.size()) + " entries")
                        + " when it rejoined, and keeps them aside: " + String.join("; ", some)
                        + (side.size() > some.size()
                                ? "; and " + Shown.count(side.size() - (long) some.size()) + " more"
                                : "")
                        + ".");
            }
        });
        return told;
    }

    private static String words(@Nullable Object entry) {
        List<?> parts = Field.list(entry);
        if (parts.size() < 5) {
            return Shown.text(Shown.value(entry), 80);
        }
        List<?> change = Field.list(parts.get(4));
        String what = change.isEmpty()
                ? "the start of an epoch"
                : (change.get(0) instanceof Keyword kind ? Shown.name(kind.name()) : "change") + " of "
                        + Shown.text(Shown.value(change.get(change.size() - 1)), 40) + " to key "
                        + Shown.text(Shown.value(parts.get(3)), 40);
        return what + " (epoch " + Shown.name(Field.word(parts.get(0), "?")) + ", position "
                + Shown.name(Field.word(parts.get(1), "?")) + ")";
    }

    /** How much differs, in words. */
    String claim() {
        if (holders.size() < 2 || differing == 0) {
            return "";
        }
        return (differing == 1 ? "1 row differs" : Shown.count(differing) + " rows differ") + " between the nodes, "
                + Shown.count(conflicting) + " of them with a value on both sides"
                + (differing > rows.size() ? "; the first " + rows.size() : "") + ":";
    }
}
