package io.schism.histories.bench;

import io.schism.histories.synthetic.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The histories of the table. {@code cN} is N processes, half busy; {@code xP} the share of indeterminate operations;
 * {@code stale} one violation by a call of the last twentieth.
 *
 * <p>The figures of Porcupine and of Knossos (its competition of two searches) stand for orientation: they are of
 * another run on a machine of the same kind, two loaded cores, warm and in process, on histories of the same shape made by
 * another generator. T/O is 60 s.
 */
final class BenchRows {
    private static final int K = 1_000;
    private static final int M = 1_000_000;

    private BenchRows() {}

    static List<BenchRow> all(String corpus) {
        List<BenchRow> rows = new ArrayList<>();
        registers(rows);
        indeterminate(rows);
        distinct(rows);
        keyed(rows);
        others(rows);
        if (!corpus.isBlank()) {
            Path folder = Path.of(corpus);
            rows.add(BenchRow.ofCorpus("corpus: etcd logs", folder, "etcd/")
                    .peers("0.73 s (102 logs)", "")
                    .target(60));
            rows.add(BenchRow.ofCorpus("corpus: all", folder, "").target(2_000));
        }
        return rows;
    }

    private static void registers(List<BenchRow> rows) {
        rows.add(reg("1k c5", 1 * K, 5).peers("1.4 ms", "97 ms"));
        rows.add(reg("1k c10", 1 * K, 10).peers("2.6 ms", "228 ms"));
        rows.add(stale("1k c10", 1 * K, 10, 0).peers("27 ms", "297 ms"));
        rows.add(reg("1k c30", 1 * K, 30).peers("94 ms", "0.92 s"));
        rows.add(stale("1k c30", 1 * K, 30, 0).peers("T/O, 2.2 GB", "T/O"));
        rows.add(reg("1k c100", 1 * K, 100).peers("T/O", "T/O"));
        rows.add(reg("10k c10", 10 * K, 10).peers("100 ms", "1.37 s").target(20));
        rows.add(stale("10k c10", 10 * K, 10, 0).peers("439 ms", "1.35 s").target(20));
        rows.add(reg("10k c30", 10 * K, 30).peers("3.4 s, 1.5 GB", "T/O"));
        rows.add(reg("100k c10", 100 * K, 10).peers("1.94 s, 3.0 GB", "7.1 s").target(200, 200));
        rows.add(stale("100k c10", 100 * K, 10, 0)
                .peers("out of memory", "7.5 s")
                .target(200, 200));
        rows.add(reg("1M c10", M, 10).peers("out of memory", "").target(2_000));
    }

    private static void indeterminate(List<BenchRow> rows) {
        rows.add(lossy("1k c5 x5 %", 1 * K, 5, 0.05).peers("7.5 ms", "449 ms"));
        rows.add(stale("1k c5 x5 %", 1 * K, 5, 0.05).peers("T/O, 4.2 GB", "T/O"));
        rows.add(lossy("10k c10 x0.1 %", 10 * K, 10, 0.001).peers("107 ms", "2.7 s"));
        rows.add(stale("10k c10 x0.1 %", 10 * K, 10, 0.001).peers("37.7 s, 8.3 GB", "T/O"));
        rows.add(lossy("10k c10 x1 %", 10 * K, 10, 0.01).peers("73 ms", "2.7 s"));
        rows.add(stale("10k c10 x1 %", 10 * K, 10, 0.01)
                .peers("out of memory", "")
                .target(1_000));
        rows.add(lossy("10k c10 x5 %", 10 * K, 10, 0.05));
        rows.add(stale("10k c10 x5 %", 10 * K, 10, 0.05));
        rows.add(lossy("100k c10 x0.1 %", 100 * K, 10, 0.001));
        rows.add(stale("100k c10 x0.1 %", 100 * K, 10, 0.001));
    }

    private static void distinct(List<BenchRow> rows) {
        Shape tenThousand = Shape.of(10 * K, 10);
        rows.add(BenchRow.of("rw 10k c10", "rw", tenThousand).peers("310 ms", "6.0 s"));
        rows.add(BenchRow.of("rw 10k c10 stale", "rw", tenThousand.stale(true)).peers("0.85 s", "8.1 s"));
        rows.add(BenchRow.of("rw 10k c30", "rw", Shape.of(10 * K, 30)).peers("T/O", ""));
        rows.add(BenchRow.of("rw 100k c10", "rw", Shape.of(100 * K, 10)).peers("out of memory", ""));
        rows.add(BenchRow.of("rw 1M c10", "rw", Shape.of(M, 10)).target(1_000));
        rows.add(
                BenchRow.of("rw 10M c10", "rw", Shape.of(10 * M, 10)).heap("4g").target(12_000, 3_000));
    }

    private static void keyed(List<BenchRow> rows) {
        Shape million = Shape.of(M, 10).keys(K);
        rows.add(BenchRow.of("kv 1M, 1k keys", "kv", million)
                .peers("1.5 s, 1.1 GB", "79 s")
                .target(1_000));
        rows.add(BenchRow.of("kv 1M, 1k keys x1 %", "kv", million.indeterminate(0.01))
                .peers("3.4 CPU-s", ""));
        rows.add(BenchRow.of("kv 1M, 1k keys stale", "kv", million.stale(true)).peers("3.4 CPU-s", ""));
    }

    private static void others(List<BenchRow> rows) {
        rows.add(BenchRow.of("mutex 10k c10", "mutex", Shape.of(10 * K, 10)).peers("4.1 ms", "215 ms"));
        rows.add(BenchRow.of("unordered queue 10k c10", "unordered-queue", Shape.of(10 * K, 10))
                .peers("47 ms", "0.65 s"));
        rows.add(fifo("1k c5", 1 * K, 5).peers("48.7 s, 7.3 GB", "T/O"));
        rows.add(fifo("1k c10", 1 * K, 10).peers("T/O", "T/O"));
        rows.add(fifo("10k c10", 10 * K, 10));
        rows.add(fifo("100k c10", 100 * K, 10));
        rows.add(fifo("1M c10", M, 10).target(4_000));
        Shape set = Shape.of(1 * K, 5);
        rows.add(BenchRow.of("set 1k c5", "set", set).peers("1.9 ms", "292 ms"));
        rows.add(BenchRow.of("set 1k c5 x5 %", "set", set.indeterminate(0.05)).peers("T/O", "T/O"));
        Shape transactions = Shape.of(10 * K, 5);
        rows.add(BenchRow.of("multi-register 10k c5, 5 registers", "multi-register", transactions.keys(5)));
        rows.add(BenchRow.of("multi-register 10k c5, 500 registers", "multi-register", transactions.keys(500)));
        rows.add(BenchRow.of("append-kv 10k c5", "append-kv", transactions));
    }

    private static BenchRow reg(String name, int calls, int processes) {
        return lossy(name, calls, processes, 0);
    }

    private static BenchRow lossy(String name, int calls, int processes, double indeterminate) {
        return BenchRow.of("reg " + name, "reg", Shape.of(calls, processes).indeterminate(indeterminate));
    }

    private static BenchRow stale(String name, int calls, int processes, double indeterminate) {
        Shape shape = Shape.of(calls, processes).indeterminate(indeterminate).stale(true);
        return BenchRow.of("reg " + name + " stale", "reg", shape);
    }

    private static BenchRow fifo(String name, int calls, int processes) {
        return BenchRow.of("fifo " + name, "fifo-queue", Shape.of(calls, processes));
    }
}
