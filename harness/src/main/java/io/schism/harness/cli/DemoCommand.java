package io.schism.harness.cli;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Backend;
import io.schism.harness.run.Library;
import io.schism.harness.run.Run;
import io.schism.harness.run.RunFolder;
import io.schism.harness.run.RunRequest;
import io.schism.harness.run.RunResult;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.verdict.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "GitHub's outage of 2018, shortened: the incident (A), then the fix (D), side by side.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final List<String> VARIANTS = List.of("A", "D");

    @Option(names = "--backend", description = "loopback (default) or docker.", defaultValue = "loopback")
    String backend = "loopback";

    @Option(names = "--seed", description = "The seed of both runs.", defaultValue = "2018")
    long seed = 2018;

    @Option(names = "--scale", description = "Multiplies every duration.", defaultValue = "0.3")
    double scale = 0.3;

    @Option(names = "--runs", description = "Where runs are kept; else SCHISM_RUNS, else ./runs.")
    String runs = "";

    @Override
    public Integer call() {
        Scenario scenario = Library.scenario("github-2018");
        Backend where = Backends.named(backend);
        System.err.println(scenario.title());
        System.err.println("All times are " + Scale.of(scale) + " of GitHub's: the hub is cut for "
                + String.format(Locale.ROOT, "%.1f", 43 * scale) + " s. Backend: " + where.name() + ", seed " + seed);
        List<RunResult> results = new ArrayList<>();
        for (String name : VARIANTS) {
            RunRequest request =
                    new RunRequest(scenario, Library.variant(scenario, name), where, seed, scale, RunFolder.runs(runs));
            System.err.println("\n" + name + ": " + request.variant().title());
            try (LiveProgress progress = new LiveProgress(System.err, name)) {
                results.add(new Run(request, progress).execute());
            }
        }
        System.out.print(table(scenario, results));
        return exit(results).code();
    }

    private static Exit exit(List<RunResult> results) {
        if (results.stream().allMatch(RunResult::isAsExpected)) {
            return Exit.VALID;
        }
        boolean unknown = results.stream().anyMatch(r -> r.validity() == Validity.UNKNOWN);
        return unknown ? Exit.UNKNOWN : Exit.INVALID;
    }

    private static String table(Scenario scenario, List<RunResult> results) {
        StringBuilder text = new StringBuilder("\n");
        row(
                text,
                "",
                "GitHub, 2018",
                results.stream().map(r -> "measured, " + r.variant().name()).toList());
        scenario.published()
                .forEach(published -> row(
                        text,
                        published.label(),
                        published.value(),
                        results.stream().map(r -> r.show(published.measured())).toList()));
        row(text, "verdict", "", results.stream().map(r -> r.validity().word()).toList());
        row(
                text,
                "as theory predicts",
                "",
                results.stream().map(r -> r.isAsExpected() ? "yes" : "no").toList());
        for (RunResult result : results) {
            result.deviations().forEach(d -> text.append(result.variant().name())
                    .append(" not as expected: ")
                    .append(d)
                    .append('\n'));
            text.append(Summary.word(result.validity())).append(' ');
            text.append(result.variant().name())
                    .append("  ")
                    .append(result.folder().resolve("report.html"))
                    .append('\n');
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String label, String published, List<String> measured) {
        text.append(String.format(Locale.ROOT, "%-28s%-30s", label, published));
        measured.forEach(m -> text.append(String.format(Locale.ROOT, "%-16s", m)));
        text.append('\n');
    }
}
