package io.schism.histories.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The benchmarks of JMH, each figure of theirs in one table. */
final class BenchKernels {
    private BenchKernels() {}

    static BenchTable run(List<Class<?>> benchmarks, Path folder, BenchJson json) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .output(folder.resolve("jmh.txt").toString())
                .resultFormat(ResultFormatType.JSON)
                .result(folder.resolve("jmh.json").toString());
        benchmarks.forEach(benchmark -> options.include(benchmark.getName()));
        BenchTable table = new BenchTable("kernel", "score", "error", "unit");
        for (RunResult run : new Runner(options.build()).run()) {
            add(run, run.getPrimaryResult(), table, json);
            run.getSecondaryResults().values().forEach(result -> add(run, result, table, json));
        }
        return table;
    }

    private static void add(RunResult run, Result<?> result, BenchTable table, BenchJson json) {
        String benchmark = run.getParams().getBenchmark();
        String parameters = run.getParams().getParamsKeys().stream()
                .map(key -> " " + run.getParams().getParam(key))
                .collect(Collectors.joining());
        String simple = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
        String label = result == run.getPrimaryResult() ? "" : ", " + result.getLabel();
        table.add(
                simple + parameters + label,
                BenchTable.number(result.getScore()),
                Double.isNaN(result.getScoreError()) ? "-" : BenchTable.number(result.getScoreError()),
                result.getScoreUnit());
        Properties figures = new Properties();
        figures.setProperty("score", String.valueOf(result.getScore()));
        figures.setProperty("unit", result.getScoreUnit());
        json.add("kernels", simple + parameters + label, figures);
    }
}
