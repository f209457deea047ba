package io.schism.histories.verdict;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as one would quote it in a bug report: the reason, what proves it, and the lines of the history that it rests on.
 *
 * <pre>
 * LIN is invalid: not linearizable against the model register
 *   the first 5 lines are linearizable; with line 6 no linearization is left: read returned 1; the register held 2 ...
 * Smallest counterexample:
 *   line 1        0.001 s  process 0   invoke write 1
 * </pre>
 */
public final class VerdictQuote {
    private static final int MOST_TEXTS = 3;
    private static final int MOST_LINES = 20;
    private static final int MOST_COLUMNS = 160;

    private VerdictQuote() {}

    /** At most some thirty lines, without a line end after the last. */
    public static String of(Verdict verdict, History history) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict.checker() + " is " + verdict.validity().word() + ": " + verdict.reason());
        List<Evidence> told = told(verdict);
        told.forEach(evidence -> lines.add("  " + text(evidence)));
        int more = verdict.evidence().size() - told.size();
        if (more > 0) {
            lines.add("  and " + more + " more like that");
        }
        TreeSet<Long> indices = new TreeSet<>();
        told.forEach(evidence -> indices.addAll(evidence.indices()));
        if (!indices.isEmpty()) {
            lines.add(heading(told));
            lines.addAll(quoted(history, indices));
        }
        return String.join("\n", lines);
    }

    /** The smallest counterexample where there are some, else the first pieces of evidence. */
    private static List<Evidence> told(Verdict verdict) {
        return verdict.evidence().stream()
                .filter(VerdictQuote::isCounterexample)
                .min(Comparator.comparingInt(evidence -> evidence.indices().size()))
                .map(List::of)
                .orElseGet(() -> verdict.evidence().stream().limit(MOST_TEXTS).toList());
    }

    private static boolean isCounterexample(Evidence evidence) {
        return evidence.facts().containsKey("counterexample");
    }

    /** Without the counterexample in words: its lines follow. */
    private static String text(Evidence evidence) {
        Map<String, @Nullable Object> facts = evidence.facts();
        if (!isCounterexample(evidence) || !(facts.get("index") instanceof Long index)) {
            return evidence.text();
        }
        Object key = facts.get("key");
        return (key == null ? "" : "key " + key + ": ") + "the first " + facts.get("linearizable-lines")
                + " lines are linearizable; with line " + (index + 1) + " no linearization is left: "
                + facts.get("reason");
    }

    private static String heading(List<Evidence> told) {
        if (!isCounterexample(told.get(0))) {
            return "The lines that it rests on:";
        }
        boolean minimal = Boolean.TRUE.equals(told.get(0).facts().get("minimal"));
        return minimal ? "Smallest counterexample:" : "Counterexample, perhaps not the smallest:";
    }

    private static List<String> quoted(History history, Set<Long> indices) {
        List<String> quoted = new ArrayList<>();
        for (Operation operation : history.operations()) {
            if (indices.contains(operation.index()) && quoted.size() < MOST_LINES) {
                quoted.add("  " + line(operation));
            }
        }
        if (indices.size() > quoted.size()) {
            quoted.add("  and " + (indices.size() - quoted.size()) + " more lines");
        }
        return quoted;
    }

    /** One line of a history: {@code line 3  0.012 s  process 0  ok  write 1}. */
    public static String line(Operation operation) {
        String who = operation.isClient()
                ? "process " + operation.process()
                : operation.process() == Operation.NEMESIS ? "nemesis" : "observer";
        String line = String.format(
                Locale.ROOT,
                "line %-5d %s%-11s %-6s %s %s%s",
                operation.index() + 1,
                operation.time() < 0 ? "" : String.format(Locale.ROOT, "%8.3f s  ", operation.time() / 1e9),
                who,
                operation.isClient() ? operation.type().word() : "",
                operation.f(),
                EdnWriter.toString(operation.value()),
                attributes(operation.attributes()));
        return line.length() <= MOST_COLUMNS ? line : line.substring(0, MOST_COLUMNS - 3) + "...";
    }

    private static String attributes(Map<String, @Nullable Object> attributes) {
        return attributes.isEmpty()
                ? ""
                : attributes.entrySet().stream()
                        .map(attribute -> attribute.getKey() + " " + attribute.getValue())
                        .collect(Collectors.joining(", ", "  (", ")"));
    }
}
