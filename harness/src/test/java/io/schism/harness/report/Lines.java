package io.schism.harness.report;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the lines of a made-up history; they may come in any order and are sorted by time in the end. */
final class Lines {
    private record Raw(
            double at,
            long process,
            Operation.Type type,
            String f,
            @Nullable Object value,
            Map<String, Object> attributes) {}

    private final List<Raw> lines = new ArrayList<>();

    static Keyword k(String name) {
        return Keyword.of(name);
    }

    /** A map of keywords to values, from names and values in turn. */
    static Map<Object, Object> map(Object... pairs) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(Keyword.of((String) pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    static Map<String, Object> attributes(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    void client(
            double at,
            long process,
            Operation.Type type,
            String f,
            @Nullable Object value,
            Map<String, Object> attributes) {
        lines.add(new Raw(at, process, type, f, value, attributes));
    }

    void nemesis(double at, String f, Object value) {
        lines.add(new Raw(at, Operation.NEMESIS, Operation.Type.INFO, f, value, Map.of()));
    }

    void observer(double at, String f, @Nullable String node, @Nullable Object value) {
        lines.add(new Raw(
                at, Operation.OBSERVER, Operation.Type.INFO, f, value, node == null ? Map.of() : Map.of("node", node)));
    }

    History history() {
        List<Raw> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble(Raw::at));
        List<Operation> operations = new ArrayList<>();
        for (Raw raw : sorted) {
            operations.add(new Operation(
                    operations.size(),
                    Math.round(raw.at() * 1e9),
                    raw.process(),
                    raw.type(),
                    raw.f(),
                    raw.value(),
                    raw.attributes()));
        }
        return History.of(operations);
    }
}
