package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Histories of other tools come out as their verdicts say; the folder is what {@code -Dschism.corpus} names. */
class CorpusVerdictsTest {
    private static final Duration A_FILE = Duration.ofSeconds(60);
    private Path corpus = Path.of("");

    /** Before each: a whole class that an assumption ends is not counted as skipped. */
    @BeforeEach
    void findTheCorpus() {
        String folder = System.getProperty("schism.corpus", "");
        assumeTrue(!folder.isBlank(), "not run: -Dschism.corpus=FOLDER names no corpus of histories");
        corpus = Path.of(folder);
    }

    @Test
    void every_verdict_is_reproduced() throws IOException {
        List<String> lines = Files.readAllLines(corpus.resolve("verdicts.txt"));
        assertThat(lines).hasSizeGreaterThan(500);
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split(" ");
            Linearizability engine =
                    Linearizability.of(Models.named(columns[1])).within(A_FILE);
            Validity expected = Validity.valueOf(columns[3].toUpperCase(Locale.ROOT));

            assertThat(start(engine, columns[2]).decide(HistoryReader.read(corpus.resolve(columns[0]))))
                    .as(line)
                    .isEqualTo(expected);
        }
    }

    /** The initial column: {@code nil} or {@code -} for the model's own, or {@code x=0,y=0}. */
    private static Linearizability start(Linearizability engine, String initial) {
        if (!initial.contains("=")) {
            return engine;
        }
        Map<Object, Object> registers = new HashMap<>();
        for (String register : initial.split(",")) {
            String[] pair = register.split("=");
            registers.put(Keyword.of(pair[0]), Long.valueOf(pair[1]));
        }
        return engine.initial(registers);
    }
}
