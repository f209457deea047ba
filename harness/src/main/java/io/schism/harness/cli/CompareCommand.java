package io.schism.harness.cli;

import io.schism.harness.report.Report;
import io.schism.harness.run.RunResult;
import io.schism.histories.error.UserError;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = "Two runs beside one another: broken and fixed, or last night and tonight.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "A run's folder.")
    Path left = Path.of("");

    @Parameters(index = "1", paramLabel = "RUN", description = "Another.")
    Path right = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the page is written; else ./compare.html.",
            defaultValue = "compare.html")
    Path file = Path.of("compare.html");

    @Override
    public Integer call() {
        RunResult one = RunResult.read(left);
        RunResult other = RunResult.read(right);
        System.out.print(table(one, other));
        try {
            Report.compare(one.reportInput(), other.reportInput(), file);
        } catch (UncheckedIOException e) {
            throw UserError.environment(
                    "cannot write " + file + ": " + e.getMessage(), "name another with --output", e);
        }
        System.out.println("  page: " + file);
        return 0;
    }

    private static String table(RunResult one, RunResult other) {
        StringBuilder text = new StringBuilder();
        row(text, "", name(one), name(other));
        row(text, "verdict", one.validity().word(), other.validity().word());
        row(text, "as the scenario expects", yes(one), yes(other));
        for (List<String> figure : Report.figures(one.reportInput(), other.reportInput())) {
            row(text, figure.get(0), figure.get(1), figure.get(2));
        }
        return text.toString();
    }

    private static String name(RunResult result) {
        return result.scenario().name() + " " + result.variant().name() + ", seed "
                + result.record().get("seed");
    }

    private static String yes(RunResult result) {
        return result.isAsExpected() ? "yes" : "no";
    }

    private static void row(StringBuilder text, String label, String left, String right) {
        text.append(String.format(Locale.ROOT, "  %-28s%-32s%s%n", label, left, right));
    }
}
