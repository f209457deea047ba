package io.schism.histories.bench;

import io.schism.histories.history.Export;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a history of 100,000 operations, with validation; {@code megabytes} is the figure. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class HistoryReaderBenchmark {
    @Param({"RECORDED", "JEPSEN", "JSON"})
    private String form;

    private Path file;

    /** Megabytes a second. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Volume {
        public double megabytes;
    }

    @Setup
    public void write() throws IOException {
        file = Files.createTempDirectory("bench").resolve("history.edn");
        try (Recorder recorder = Recorder.open(file)) {
            for (int i = 0; i < 100_000; i++) {
                Operation invocation = recorder.invoke(
                        i % 10, "write", List.of(i % 100L, (long) i), Map.of("op", i % 10 + "-" + i, "region", "E"));
                recorder.ok(invocation, invocation.value(), Map.of("node", "W" + i % 5, "epoch", 2L, "pos", (long) i));
            }
        }
        if (!form.equals("RECORDED")) {
            History history = HistoryReader.read(file);
            try (OutputStream out = Files.newOutputStream(file)) {
                Export.valueOf(form).write(history, out);
            }
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Benchmark
    public History read(Volume volume) throws IOException {
        volume.megabytes += Files.size(file) / 1e6;
        return HistoryReader.read(file);
    }
}
