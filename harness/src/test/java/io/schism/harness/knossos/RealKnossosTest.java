package io.schism.harness.knossos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schism.harness.engine.BothEngines;
import io.schism.harness.engine.NativeEngine;
import io.schism.harness.engine.Question;
import io.schism.histories.error.UserError;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public fuzz histories, judged by Knossos itself and by the project's own checker. */
@Tag("knossos")
class RealKnossosTest {
    @TempDir
    Path folder;

    @Test
    void both_engines_decide_the_public_histories_alike() throws IOException {
        String corpus = System.getProperty("schism.corpus", "");
        assumeTrue(!corpus.isEmpty(), "-Dschism.corpus names no folder of public histories");
        try (Knossos knossos = installed()) {
            BothEngines both = new BothEngines(new NativeEngine(), knossos, folder);
            List<String> lines = Files.readAllLines(Path.of(corpus, "verdicts.txt"));
            for (String[] words : lines.stream().map(line -> line.split(" ")).toList()) {
                if (words[0].startsWith("fuzz/")) {
                    History history = HistoryReader.read(Path.of(corpus, words[0]));
                    Question question = Question.of(Models.named(words[1])).within(Duration.ofSeconds(60));
                    Verdict verdict = both.decide(history, question).verdict();
                    assertThat(verdict.figures()).as(words[0]).doesNotContainKey(BothEngines.DISAGREEMENT);
                    if (verdict.validity() != Validity.UNKNOWN) {
                        assertThat(verdict.validity().word()).as(words[0]).isEqualTo(words[3]);
                    }
                }
            }
        }
    }

    private static Knossos installed() {
        try {
            return Knossos.installed();
        } catch (UserError e) {
            return abort(e.getMessage());
        }
    }
}
