package io.schism.harness.cli;

import io.schism.harness.run.RunResult;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.Locale;

/** The last block that a run prints: at most 25 lines. */
final class Summary {
    private static final int WIDTH = 110;
    private static final int MOST_DEVIATIONS = 6;

    private Summary() {}

    static String of(RunResult result, boolean withExpectation) {
        StringBuilder text = new StringBuilder("\n");
        text.append(word(result.validity()))
                .append("  ")
                .append(result.scenario().name());
        text.append(' ')
                .append(result.variant().name())
                .append(": ")
                .append(result.variant().title())
                .append('\n');
        for (Verdict verdict : result.verdicts()) {
            String line = String.format(
                    Locale.ROOT,
                    "  %-6s%-9s%s",
                    verdict.checker(),
                    verdict.validity().word(),
                    Main.oneLine(verdict.reason()));
            text.append(line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line)
                    .append('\n');
        }
        if (withExpectation) {
            if (result.isAsExpected()) {
                text.append("  as the scenario expects\n");
            }
            result.deviations().stream()
                    .limit(MOST_DEVIATIONS)
                    .forEach(d -> text.append("  not as expected: ").append(d).append('\n'));
            if (result.deviations().size() > MOST_DEVIATIONS) {
                text.append("  and ")
                        .append(result.deviations().size() - MOST_DEVIATIONS)
                        .append(" more\n");
            }
        }
        result.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
        return text.append("  report: ")
                .append(result.folder().resolve("report.html"))
                .append('\n')
                .toString();
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
