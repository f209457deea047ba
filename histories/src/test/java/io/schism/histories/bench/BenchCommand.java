package io.schism.histories.bench;

import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line as a whole: from its start to its exit. */
final class BenchCommand {
    private static final int RUNS = 5;

    private BenchCommand() {}

    /** The median of a few runs over a history of a thousand operations; in words where it does not run. */
    static String seconds(Path launcher, long seed) throws IOException, InterruptedException {
        Path file = Files.createTempFile("bench", ".edn");
        try {
            SyntheticHistory.of("reg", Shape.of(1_000, 5).seed(seed)).write(file);
            List<Double> seconds = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                BenchProcess process = BenchProcess.run(
                        List.of(launcher.toString(), "check", file.toString(), "--model", "cas-register"));
                seconds.add((System.nanoTime() - start) / 1e9);
                if (!process.succeeded()) {
                    return process.failure();
                }
            }
            return BenchTable.number(BenchTable.median(seconds));
        } finally {
            Files.delete(file);
        }
    }
}
