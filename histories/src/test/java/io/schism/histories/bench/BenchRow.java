package io.schism.histories.bench;

import io.schism.histories.synthetic.Kinds;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One row of the table: what is checked, what is known of others, what is aimed at.
 *
 * @param histories writes the files for a seed into a folder, and the list of them: {@code file model initial verdict}
 * @param heap what the process may use, as {@code -Xmx} takes it
 */
record BenchRow(String name, Histories histories, String heap, Peers peers, Target target) {
    /** The name of the list. */
    static final String LIST = "verdicts.txt";

    /** Where the histories of a row come from. */
    interface Histories {
        void write(Path folder, long seed) throws IOException;
    }

    /** Figures of other checkers, as measured once; empty where there is none. */
    record Peers(String porcupine, String knossos) {
        static final Peers NONE = new Peers("", "");
    }

    /** At most that many milliseconds and megabytes; 0 where nothing is aimed at but a verdict. */
    record Target(long millis, long megabytes) {
        static final Target NONE = new Target(0, 0);
    }

    /** A row over one synthetic history. */
    static BenchRow of(String name, String kind, Shape shape) {
        Histories histories = (folder, seed) -> {
            SyntheticHistory.of(kind, shape.seed(seed)).write(folder.resolve("history.edn"));
            String verdict = shape.stale() ? "invalid" : "valid";
            Files.writeString(
                    folder.resolve(LIST),
                    "history.edn " + Kinds.named(kind).model().name() + " nil " + verdict + "\n");
        };
        return new BenchRow(name, histories, "2g", Peers.NONE, Target.NONE);
    }

    /** A row over the files of a corpus that lie in some folder of it. */
    static BenchRow ofCorpus(String name, Path corpus, String folder) {
        Histories histories = (work, seed) -> {
            try (Stream<String> lines = Files.lines(corpus.resolve(LIST))) {
                List<String> chosen = lines.skip(1)
                        .filter(line -> line.startsWith(folder))
                        .map(line -> corpus.toAbsolutePath() + "/" + line)
                        .toList();
                Files.write(work.resolve(LIST), chosen);
            }
        };
        return new BenchRow(name, histories, "2g", Peers.NONE, Target.NONE);
    }

    BenchRow heap(String limit) {
        return new BenchRow(name, histories, limit, peers, target);
    }

    BenchRow peers(String porcupine, String knossos) {
        return new BenchRow(name, histories, heap, new Peers(porcupine, knossos), target);
    }

    BenchRow target(long millis) {
        return target(millis, 0);
    }

    BenchRow target(long millis, long megabytes) {
        return new BenchRow(name, histories, heap, peers, new Target(millis, megabytes));
    }
}
