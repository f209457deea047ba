package io.schism.histories.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of other tools, from the folder that {@code -Dschism.corpus} names. */
class CorpusTest {
    private List<Path> files = List.of();

    @TempDir
    Path folder;

    /** Before each: a whole class that an assumption ends is not counted as skipped. */
    @BeforeEach
    void findTheCorpus() throws IOException {
        String corpus = System.getProperty("schism.corpus", "");
        assumeTrue(!corpus.isBlank(), "not run: -Dschism.corpus=FOLDER names no corpus of histories");
        try (Stream<String> verdicts = Files.lines(Path.of(corpus, "verdicts.txt"))) {
            files = verdicts.skip(1)
                    .map(line -> Path.of(corpus, line.split(" ")[0]))
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(500);
    }

    @Test
    void every_file_is_read_without_a_note() {
        for (Path file : files) {
            HistoryReader.Reading reading = HistoryReader.strict(file);

            assertThat(reading.history().calls()).as("%s", file).isNotEmpty();
            assertThat(reading.notes()).as("%s", file).isEmpty();
        }
    }

    @Test
    void every_file_comes_back_equal_from_the_lossless_exports() throws IOException {
        for (Path file : files) {
            History history = HistoryReader.read(file);
            for (Export form : List.of(Export.JEPSEN, Export.JSON)) {
                Path copy = folder.resolve("copy");
                try (OutputStream out = Files.newOutputStream(copy)) {
                    form.write(history, out);
                }
                assertThat(HistoryReader.read(copy).operations())
                        .as("%s as %s", file, form)
                        .isEqualTo(history.operations());
            }
        }
    }
}
