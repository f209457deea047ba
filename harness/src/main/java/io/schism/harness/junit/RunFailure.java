package io.schism.harness.junit;

import io.schism.harness.run.RunResult;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import io.schism.histories.verdict.VerdictQuote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a failed test says of a run: verdicts, the smallest counterexample, where the report is, and how to run it again. */
final class RunFailure {
    private RunFailure() {}

    /** The whole, under what is wrong with it. */
    static String text(RunResult result, String wrong) {
        List<String> lines = new ArrayList<>();
        lines.add(result.scenario().name() + " " + result.variant().name() + ": " + wrong);
        lines.add("");
        List<Verdict> invalid = of(result, Validity.INVALID);
        if (!invalid.isEmpty()) {
            lines.add(VerdictQuote.of(invalid.get(0), result.history()));
            invalid.subList(1, invalid.size()).forEach(verdict -> lines.add(reason(verdict)));
        }
        of(result, Validity.UNKNOWN).forEach(verdict -> lines.add(reason(verdict)));
        lines.add(place(result));
        return String.join("\n", lines);
    }

    /** Report and command, a line each. */
    static String place(RunResult result) {
        return "report: " + report(result) + "\nagain:  " + result.record().get("command");
    }

    static Path report(RunResult result) {
        return result.folder().toAbsolutePath().resolve("report.html");
    }

    private static List<Verdict> of(RunResult result, Validity validity) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.validity() == validity)
                .toList();
    }

    private static String reason(Verdict verdict) {
        return verdict.checker() + " is " + verdict.validity().word() + ": " + verdict.reason();
    }

    /** Stands beside an assertion of the test's own, and leads to the run that it was about. */
    static final class Note extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Note(String text) {
            super(text, null, false, false);
        }
    }
}
