package io.schism.harness.run;

import io.schism.histories.error.UserError;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A Markdown table of runs, made from their folders: what was predicted, what was measured, and whether it fits. */
public final class RunTable {
    private static final String DUAL = "DUAL.dual-primary-ms";

    private RunTable() {}

    /** The table, a line for each run in the order given; a run that could not be judged is listed too. */
    public static String markdown(List<Path> runs) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| variant | seed | verdict | found by | as predicted | dual-primary ms: predicted | measured | claimed ms"
                        + " | lost | forkAcked | stranded | gap E / W s | ok operations | ZooKeeper leader |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        runs.forEach(run -> lines.add(line(run)));
        return String.join("\n", lines) + "\n";
    }

    /**
     * The same with figures of the caller's choice.
     *
     * @param figures what stands over a column, and the figure in it: {@code LOST.lost}
     */
    public static String markdown(List<Path> runs, Map<String, String> figures) {
        List<String> lines = new ArrayList<>();
        lines.add("| variant | seed | verdict | found by | as predicted | " + String.join(" | ", figures.keySet())
                + " |");
        lines.add("|---|---|---|---|---|" + "---|".repeat(figures.size()));
        runs.forEach(run -> lines.add(line(run, figures.values())));
        return String.join("\n", lines) + "\n";
    }

    private static String line(Path run, Collection<String> figures) {
        try {
            RunResult result = RunResult.judge(run);
            List<String> cells = new ArrayList<>(judged(result));
            figures.forEach(figure -> cells.add(Figures.showAll(result.verdicts(), figure)));
            return "| " + String.join(" | ", cells) + " |";
        } catch (UserError e) {
            return "| " + run.getFileName() + " | | not judged: " + e.getMessage() + " | | no |"
                    + " |".repeat(figures.size());
        }
    }

    private static String line(Path run) {
        try {
            return row(RunResult.judge(run));
        } catch (UserError e) {
            return "| " + run.getFileName() + " | | not judged: " + e.getMessage() + " | | no | | | | | | | | | |";
        }
    }

    private static String row(RunResult result) {
        List<String> cells = new ArrayList<>(judged(result));
        cells.addAll(List.of(
                interval(result),
                whole(result, DUAL),
                whole(result, "DUAL.claimed-overlap-ms"),
                whole(result, "LOST.lost"),
                whole(result, "DIV.fork-acked"),
                whole(result, "LOST.stranded"),
                seconds(result, "E") + " / " + seconds(result, "W"),
                whole(result, "WORK.ok"),
                String.valueOf(result.record().get("zooKeeperLeaderRegion"))));
        return "| " + String.join(" | ", cells) + " |";
    }

    /** Which run it is, and what came out. */
    private static List<String> judged(RunResult result) {
        String found = result.verdicts().stream()
                .filter(v -> v.validity() == result.validity() && v.validity() != Validity.VALID)
                .map(Verdict::checker)
                .collect(Collectors.joining(" "));
        return List.of(
                result.variant().name(),
                String.valueOf(result.record().get("seed")),
                result.validity().word(),
                found,
                result.isAsExpected() ? "yes" : "**no**: " + String.join("; ", result.deviations()));
    }

    private static String interval(RunResult result) {
        var interval = result.variant().expect().figures().get(DUAL);
        if (interval == null) {
            return "";
        }
        double scale = result.record().get("scale") instanceof Number number ? number.doubleValue() : 1;
        Map<String, Double> values = result.variant().values(scale);
        return String.format(
                Locale.ROOT,
                "%.0f to %.0f",
                interval.least().value(values) * 1000,
                interval.most().value(values) * 1000);
    }

    private static String whole(RunResult result, String figure) {
        var value = result.figure(figure);
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f", value.getAsDouble());
    }

    private static String seconds(RunResult result, String region) {
        var value = result.figure("GAP.longest-gap-ms." + region);
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f", value.getAsDouble() / 1000);
    }
}
