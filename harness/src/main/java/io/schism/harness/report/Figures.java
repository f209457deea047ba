package io.schism.harness.report;

import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checkers' figures by name; a figure that no checker gave is absent, never zero. */
record Figures(List<Verdict> verdicts) {
    private static final int MOST_ITEMS = 12;

    private static final Set<String> ACRONYMS = Set.of("rpo", "rto");

    /** A figure under its readable name, its value as shown. */
    record Line(String name, String value) {}

    Optional<Verdict> verdict(String checker) {
        return verdicts.stream().filter(v -> v.checker().equals(checker)).findFirst();
    }

    boolean is(String checker, Validity validity) {
        return verdict(checker).map(v -> v.validity() == validity).orElse(false);
    }

    /** The first number of that name among all checkers; of a figure by region or node the largest. */
    OptionalDouble number(String name) {
        return verdicts.stream()
                .map(v -> largest(v.figures().get(name)))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble largest(@Nullable Object figure) {
        if (figure instanceof Map<?, ?> map) {
            return map.values().stream()
                    .filter(Number.class::isInstance)
                    .mapToDouble(v -> ((Number) v).doubleValue())
                    .max();
        }
        return figure instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    /** The regions or nodes that a figure of the name was measured of. */
    Set<String> parts(String name) {
        return verdicts.stream()
                .map(verdict -> verdict.figures().get(name))
                .filter(Map.class::isInstance)
                .findFirst()
                .map(figure -> ((Map<?, ?>) figure)
                        .keySet().stream().map(String::valueOf).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /** A figure of the name as a reader sees it; empty where no checker gave it or it is an empty map. */
    String shown(String name) {
        return verdicts.stream()
                .map(v -> v.figures().get(name))
                .filter(v -> v != null && !(v instanceof Map<?, ?> map && map.isEmpty()))
                .findFirst()
                .map(v -> shown(name, v))
                .orElse("");
    }

    /** Acknowledged entries after the last common position, node to number. */
    Map<String, Long> forkAckedByNode() {
        return byNode("fork-acked");
    }

    /** Every figure of the name's family that is a map from node to number, the first found. */
    Map<String, Long> byNode(String prefix) {
        Map<String, Long> found = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            verdict.figures().forEach((name, value) -> {
                if (found.isEmpty() && name.startsWith(prefix) && value instanceof Map<?, ?> map) {
                    map.forEach((node, count) -> found.put(Field.word(node, "?"), Field.number(count, 0)));
                }
            });
        }
        return found;
    }

    /** Acknowledged forked entries of all nodes. */
    OptionalDouble forkAcked() {
        OptionalDouble total = number("fork-acked");
        Map<String, Long> byNode = forkAckedByNode();
        return total.isPresent() || byNode.isEmpty()
                ? total
                : OptionalDouble.of(
                        byNode.values().stream().mapToLong(Long::longValue).sum());
    }

    /** All figures of one verdict, as a reader sees them. */
    static List<Line> lines(Verdict verdict) {
        List<Line> lines = new ArrayList<>();
        verdict.figures().forEach((name, value) -> lines.add(new Line(label(name), shown(name, value))));
        return lines;
    }

    /** The name in words, without its unit: {@code gap-ms-by-region} is "Gap by region". */
    private static String label(String name) {
        String words = Arrays.stream(name.split("-"))
                .filter(word -> !word.equals("ms") && !word.equals("ns"))
                .map(word -> ACRONYMS.contains(word) ? word.toUpperCase(Locale.ROOT) : word)
                .collect(Collectors.joining(" "));
        return Shown.text(words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
    }

    private static boolean isMillis(String name) {
        return name.endsWith("-ms") || name.contains("-ms-");
    }

    private static String shown(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "none" : each(name, map);
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof String text) {
            return Shown.text(text);
        }
        if (value instanceof Number number) {
            if (name.endsWith("-ns")) {
                return Shown.seconds(number.longValue());
            }
            return isMillis(name) ? Shown.millis(number.doubleValue()) : plain(number);
        }
        return Shown.value(value);
    }

    private static String list(List<?> list) {
        if (list.isEmpty()) {
            return "none";
        }
        return list.stream().anyMatch(Map.class::isInstance)
                ? list.size() + ", in verdict.json"
                : Shown.text(list.stream()
                                .limit(MOST_ITEMS)
                                .map(v -> Field.word(v, "nil"))
                                .collect(Collectors.joining(", "))
                        + (list.size() > MOST_ITEMS ? ", … (" + list.size() + ")" : ""));
    }

    private static String each(String name, Map<?, ?> map) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String inner = shown(name, entry.getValue());
            boolean nested = entry.getValue() instanceof Map<?, ?>;
            parts.add(Shown.name(Field.word(entry.getKey(), "nil")) + " " + (nested ? "(" + inner + ")" : inner));
            if (parts.size() == 40 && map.size() > 40) {
                parts.add("and " + (map.size() - 40) + " more");
                break;
            }
        }
        return String.join(" · ", parts);
    }

    private static String plain(Number number) {
        return number instanceof Double || number instanceof Float
                ? String.format(Locale.ROOT, "%,.3f", number.doubleValue())
                : String.format(Locale.ROOT, "%,d", number.longValue());
    }
}
