package io.schism.histories.bench;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Client operations a second, invocation and completion, recorded into a file; the client answers at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class RecorderBenchmark {
    private static final Map<String, Object> INVOKED =
            Map.of("op", "3-9", "region", "E", "class", Keyword.of("insert"));
    private static final Map<String, Object> ANSWERED = Map.of("node", "W1", "epoch", 2L, "pos", 812L);

    private Path file;
    private Recorder recorder;

    /** One thread of a client. */
    @State(Scope.Thread)
    public static class Client {
        private long process;
        private long written;

        @Setup(Level.Iteration)
        public void begin(RecorderBenchmark benchmark) {
            process = benchmark.recorder.newProcess();
        }
    }

    @Setup(Level.Iteration)
    public void open() throws IOException {
        file = Files.createTempDirectory("bench").resolve("history.edn");
        recorder = Recorder.open(file);
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        recorder.close();
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Benchmark
    @Threads(1)
    public Operation oneClient(Client client) {
        return operation(client);
    }

    @Benchmark
    @Threads(8)
    public Operation eightClients(Client client) {
        return operation(client);
    }

    private Operation operation(Client client) {
        List<Long> value = List.of(7L, client.written++);
        Operation invocation = recorder.invoke(client.process, "write", value, INVOKED);
        return recorder.ok(invocation, value, ANSWERED);
    }
}
