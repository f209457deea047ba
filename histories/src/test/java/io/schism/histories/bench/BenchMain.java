package io.schism.histories.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code make bench}: every history of the table in a process of its own, how the fast paths grow, the command as a whole
 * process, and the hot kernels under JMH. Exits with 1 where a verdict is wrong.
 *
 * <p>Properties: {@code bench.only}, a pattern that chooses by name; {@code bench.seeds}, how many histories a row;
 * {@code bench.seed}, the first of them, drawn where it is not said; {@code bench.folder}, where results go; {@code
 * bench.report}, a Markdown file to write; {@code bench.commit}; {@code schism.corpus}; {@code bench.launcher}.
 */
final class BenchMain {
    private final Pattern only = Pattern.compile(property("bench.only", "."));
    private final int seeds = Integer.parseInt(property("bench.seeds", "3"));
    private final long seed =
            Long.parseLong(property("bench.seed", String.valueOf(new SplittableRandom().nextLong(1_000_000_000))));
    private final Path folder = Path.of(property("bench.folder", "target"));
    private final PrintStream progress = System.err;
    private final StringBuilder report = new StringBuilder();
    private final BenchJson json = new BenchJson();

    private BenchMain() {}

    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        System.exit(new BenchMain().run() ? 0 : 1);
    }

    static String property(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? otherwise : value;
    }

    private boolean run() throws IOException, InterruptedException, RunnerException {
        Map<String, String> about = BenchMachine.about(seed, seeds);
        json.about(about);
        about.forEach((name, value) ->
                report.append("- ").append(name).append(": ").append(value).append('\n'));
        boolean right = rows();
        growth();
        wholeProcess();
        kernels();
        System.out.println(report);
        Files.createDirectories(folder);
        try (Writer out = Files.newBufferedWriter(folder.resolve("bench.json"))) {
            json.write(out);
        }
        String markdown = property("bench.report", "");
        if (!markdown.isEmpty()) {
            Files.writeString(Path.of(markdown), BenchMachine.HEADER + report);
        }
        return right;
    }

    private boolean chosen(String name) {
        return only.matcher(name).find();
    }

    private boolean rows() throws IOException, InterruptedException {
        BenchTable table = new BenchTable(
                "history",
                "operations",
                "verdict",
                "engine",
                "first ms",
                "check ms",
                "worst ms",
                "read ms",
                "peak MB",
                "target",
                "Porcupine",
                "Knossos");
        boolean right = true;
        for (BenchRow row : BenchRows.all(property("schism.corpus", ""))) {
            if (chosen(row.name())) {
                progress.println("bench: " + row.name());
                BenchRun run = BenchRun.of(row, seed, seeds);
                run.addTo(table);
                run.seeds().forEach(figures -> json.add("rows", row.name(), figures));
                right &= !run.isWrong();
            }
        }
        section("Histories", table);
        return right;
    }

    private void growth() throws IOException, InterruptedException {
        BenchTable table = new BenchTable("growth of", "engine", "seconds", "exponent", "target");
        for (BenchGrowth path : BenchGrowth.ALL) {
            if (chosen(path.name())) {
                progress.println("bench: " + path.name());
                Properties figures = path.run(seed);
                json.add("growth", path.name(), figures);
                path.addTo(table, figures);
            }
        }
        section("Growth", table);
    }

    private void wholeProcess() throws IOException, InterruptedException {
        String name = "whole process";
        if (chosen(name)) {
            progress.println("bench: " + name);
            BenchTable table =
                    new BenchTable("command", "seconds (median of 5)", "Porcupine", "Knossos, compiled ahead");
            String seconds = BenchCommand.seconds(Path.of(property("bench.launcher", "../schism")), seed);
            table.add("schism check, reg 1k c5", seconds, "0.024", "2.5");
            section("Whole process", table);
            Properties figures = new Properties();
            figures.setProperty("seconds", seconds);
            json.add("whole-process", "reg 1k c5", figures);
        }
    }

    private void kernels() throws RunnerException {
        List<Class<?>> chosen = new ArrayList<>();
        for (Class<?> benchmark :
                List.of(EngineBenchmark.class, HistoryReaderBenchmark.class, RecorderBenchmark.class)) {
            if (chosen(benchmark.getSimpleName())) {
                chosen.add(benchmark);
            }
        }
        if (!chosen.isEmpty()) {
            progress.println("bench: kernels (JMH)");
            section("Kernels (JMH)", BenchKernels.run(chosen, folder, json));
        }
    }

    private void section(String title, BenchTable table) {
        if (!table.isEmpty()) {
            report.append("\n## ").append(title).append("\n\n").append(table);
        }
    }
}
