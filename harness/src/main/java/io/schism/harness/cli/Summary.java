package io.schism.harness.cli;

import io.schism.harness.report.Report;
import io.schism.harness.run.RunResult;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The last block that a run prints: at most {@value #MOST_LINES} lines, the report's place the last of them. */
final class Summary {
    static final int MOST_LINES = 25;

    private static final int WIDTH = 110;
    private static final int MOST_DEVIATIONS = 6;

    private Summary() {}

    static String of(RunResult result, boolean withExpectation) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(word(result.validity()) + "  "
                + cut(result.scenario().name() + " " + result.variant().name() + ": "
                        + result.variant().title()));
        for (Verdict verdict : result.verdicts()) {
            lines.add(cut(String.format(
                    Locale.ROOT,
                    "  %-6s%-9s%s",
                    verdict.checker(),
                    verdict.validity().word(),
                    Main.oneLine(verdict.reason()))));
        }
        lines.add("  " + figures(result));
        if (withExpectation) {
            expectation(result, lines);
        }
        result.notes().forEach(note -> lines.add(cut("  note: " + Main.oneLine(note))));
        return fit(lines, "  report: " + result.folder().resolve("report.html"));
    }

    /** Four figures at a glance; what nobody measured is a dash. */
    private static String figures(RunResult result) {
        return cut(Report.figures(result.reportInput()).stream()
                .limit(4)
                .map(figure -> Character.toLowerCase(figure.get(0).charAt(0))
                        + figure.get(0).substring(1) + " " + figure.get(1))
                .collect(Collectors.joining(" · ")));
    }

    private static void expectation(RunResult result, List<String> lines) {
        if (result.isAsExpected()) {
            lines.add("  as the scenario expects");
        }
        result.deviations().stream()
                .limit(MOST_DEVIATIONS)
                .forEach(d -> lines.add(cut("  not as expected: " + Main.oneLine(d))));
        if (result.deviations().size() > MOST_DEVIATIONS) {
            lines.add("  and " + (result.deviations().size() - MOST_DEVIATIONS) + " more");
        }
    }

    /** The lines and the last one, with a word for those that have no room. */
    static String fit(List<String> lines, String last) {
        List<String> shown = new ArrayList<>(lines);
        if (shown.size() >= MOST_LINES) {
            int left = shown.size() - (MOST_LINES - 2);
            shown = new ArrayList<>(shown.subList(0, MOST_LINES - 2));
            shown.add("  and " + left + " more lines, in the report");
        }
        shown.add(last);
        return String.join("\n", shown) + "\n";
    }

    private static String cut(String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
    }

    static String word(Validity validity) {
        String word = validity.word().toUpperCase(Locale.ROOT);
        return switch (validity) {
            case VALID -> Terminal.green(word);
            case INVALID -> Terminal.red(word);
            case UNKNOWN -> Terminal.yellow(word);
        };
    }
}
