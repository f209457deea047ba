package io.schism.harness.run;

import io.schism.histories.verdict.Verdict;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up measured figures by {@code CHECKER.figure} or {@code CHECKER.figure.member}. */
public final class Figures {
    /** The figures of each checker that are numbers, or numbers by member, region or class. */
    static final Map<String, Set<String>> NUMBERS = Map.of(
            "LIN",
            Set.of(
                    "operations",
                    "indeterminate",
                    "keys",
                    "failing-key-count",
                    "undecided-key-count",
                    "check-ms",
                    "explain-ms",
                    "peak-bytes",
                    "stopped-by-index",
                    "stopped-ms",
                    "stopped-after-ms"),
            "DUAL",
            Set.of("dual-primary-ms", "stale-acks", "from-ns", "to-ns", "claimed-overlap-ms"),
            "LOST",
            Set.of(
                    "acknowledged",
                    "lost",
                    "lost-by-node",
                    "stranded",
                    "stranded-by-node",
                    "rpo-ms",
                    "rpo-oldest-lost-ns",
                    "rpo-promotion-ns"),
            "DIV",
            Set.of(
                    "fork-acked",
                    "fork-unacked",
                    "fork-epoch-starts",
                    "fork-acked-by-node",
                    "fork-unacked-by-node",
                    "residual",
                    "given-up-by-node",
                    "stale-epoch-refusals",
                    "stale-epoch-refusals-by-node",
                    "last-common-pos"),
            "GAP",
            Set.of("gap-ms", "longest-gap-ms", "recovery-ms"),
            "FAULT",
            Set.of("cut-ms"),
            "WORK",
            Set.of("calls", "ok", "fail", "info"),
            "STALE",
            Set.of("local-reads", "stale-reads", "staleness-max-ms", "invented-reads"));

    private Figures() {}

    /** The figure of that name; empty where it was not measured. */
    public static OptionalDouble find(List<Verdict> verdicts, String name) {
        return value(verdicts, name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private static @Nullable Object value(List<Verdict> verdicts, String name) {
        String[] parts = name.split("\\.");
        for (Verdict verdict : verdicts) {
            if (verdict.checker().equals(parts[0])) {
                Object value = verdict.figures();
                for (int i = 1; i < parts.length; i++) {
                    value = value instanceof Map<?, ?> map ? map.get(parts[i]) : null;
                }
                return value;
            }
        }
        return null;
    }

    /** A figure for people: times in seconds; of figures by member, the largest; {@code -} where it was not measured. */
    public static String show(List<Verdict> verdicts, String name) {
        Object value = value(verdicts, name);
        if (value instanceof Map<?, ?> byMember) {
            value = byMember.values().stream()
                    .filter(Number.class::isInstance)
                    .map(Number.class::cast)
                    .max(Comparator.comparingDouble(Number::doubleValue))
                    .orElse(null);
        }
        if (!(value instanceof Number number)) {
            return "-";
        }
        return isMillis(name)
                ? String.format(Locale.ROOT, "%.1f s", number.doubleValue() / 1000)
                : String.format(Locale.ROOT, "%.0f", number.doubleValue());
    }

    /** The same in a table of figures: of those by member the least and the largest, times below a second in milliseconds. */
    static String showAll(List<Verdict> verdicts, String name) {
        Stream<?> values = value(verdicts, name) instanceof Map<?, ?> byMember
                ? byMember.values().stream()
                : Stream.ofNullable(value(verdicts, name));
        DoubleSummaryStatistics numbers = values.filter(Number.class::isInstance)
                .map(Number.class::cast)
                .collect(Collectors.summarizingDouble(Number::doubleValue));
        if (numbers.getCount() == 0) {
            return "-";
        }
        String least = cell(name, numbers.getMin());
        String most = cell(name, numbers.getMax());
        return least.equals(most) ? most : least + " to " + most;
    }

    private static String cell(String name, double value) {
        if (!isMillis(name)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return value < 1000
                ? String.format(Locale.ROOT, "%.0f ms", value)
                : String.format(Locale.ROOT, "%.1f s", value / 1000);
    }

    /** Whether a figure is a time in milliseconds. */
    public static boolean isMillis(String name) {
        String[] parts = name.split("\\.");
        return parts.length > 1 && parts[1].endsWith("-ms");
    }
}
