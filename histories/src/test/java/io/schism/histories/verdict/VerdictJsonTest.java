package io.schism.histories.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictJsonTest {
    @Test
    @DisplayName("an invalid and an unknown verdict: one document, every kind of figure, lines beside indices")
    void document() throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("dual-primary-ms", 35_000.5);
        figures.put("stale-acks", 3L);
        figures.put("nodes", List.of("E1", "W1"));
        figures.put("by-node", Map.of("E1", 1L));
        figures.put("none", null);
        figures.put("flag", true);
        figures.put("endless", Double.NaN);
        Verdict dual = new Verdict(
                "DUAL",
                Validity.INVALID,
                "\"two\"",
                figures,
                List.of(new Evidence("see", List.of(3L, 4L), Map.of("epoch", 1L))));
        Verdict lost = new Verdict("LOST", Validity.UNKNOWN, "no final state", Map.of(), List.of());

        assertThat(compact(List.of(dual, lost)))
                .isEqualTo("{\"schema\":1,\"valid\":false,\"verdicts\":[{\"checker\":\"DUAL\",\"valid\":false,"
                        + "\"reason\":\"\\\"two\\\"\",\"figures\":{\"dual-primary-ms\":35000.5,"
                        + "\"stale-acks\":3,\"nodes\":[\"E1\",\"W1\"],\"by-node\":{\"E1\":1},\"none\":null,"
                        + "\"flag\":true,\"endless\":null},\"evidence\":[{\"text\":\"see\",\"indices\":[3,4],"
                        + "\"lines\":[4,5],\"facts\":{\"epoch\":1}}]},{\"checker\":\"LOST\",\"valid\":\"unknown\","
                        + "\"reason\":\"nofinalstate\",\"figures\":{},\"evidence\":[]}]}");
    }

    @Test
    @DisplayName("no verdict at all: unknown")
    void empty() throws IOException {
        assertThat(compact(List.of())).isEqualTo("{\"schema\":1,\"valid\":\"unknown\",\"verdicts\":[]}");
    }

    @Test
    @DisplayName("a verdict.json that is there already is replaced, and nothing is left beside it")
    void replaced(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("verdict.json"), "old");
        VerdictJson.write(List.of(new Verdict("LIN", Validity.VALID, "linearizable", Map.of(), List.of())), file);

        assertThat(Files.readString(file)).startsWith("{").endsWith("}\n").contains("\"valid\" : true");
        assertThat(folder).isDirectoryContaining(file::equals);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    /** The document without white space. */
    private static String compact(List<Verdict> verdicts) throws IOException {
        StringWriter writer = new StringWriter();
        VerdictJson.write(verdicts, writer);
        return writer.toString().replaceAll("\\s", "");
    }
}
