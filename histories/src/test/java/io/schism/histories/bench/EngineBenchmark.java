package io.schism.histories.bench;

import io.schism.histories.history.History;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.synthetic.Kinds;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.Warmup;

/** Deciding a history of 10,000 calls by ten processes, in memory and warm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class EngineBenchmark {
    @Param({"reg", "rw", "fifo-queue"})
    private String kind;

    @Param({"valid", "stale"})
    private String verdict;

    private History history;
    private Linearizability checker;

    /** How many checks ended without a verdict: their time says nothing. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Limits {
        public long undecided;
    }

    @Setup
    public void make() {
        Shape shape = Shape.of(10_000, 10).stale(verdict.equals("stale"));
        history = SyntheticHistory.of(kind, shape).history();
        checker = Linearizability.of(Kinds.named(kind).model()).within(Duration.ofSeconds(10));
    }

    @Benchmark
    public Validity decide(Limits limits) {
        Validity validity = checker.decide(history);
        limits.undecided += validity == Validity.UNKNOWN ? 1 : 0;
        return validity;
    }
}
