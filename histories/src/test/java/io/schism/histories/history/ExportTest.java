package io.schism.histories.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.edn.Keyword;
import io.schism.histories.edn.RandomValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"JEPSEN,1", "JEPSEN,2", "JEPSEN,3", "JSON,1", "JSON,2", "JSON,3"})
    void a_history_of_values_of_every_kind_comes_back_equal(Export form, long seed) throws IOException {
        RandomValues random = new RandomValues(seed);
        Recorder recorder = Recorder.inMemory();
        for (int i = 0; i < 300; i++) {
            Operation invocation = recorder.invoke(
                    i,
                    "write",
                    random.value(),
                    Arrays.asList(Map.of("op", random.text())).get(0));
            recorder.info(invocation, random.value(), Map.of("error", random.text()));
            recorder.observe("role", "E1", random.value());
            recorder.nemesis("cut", random.value());
        }

        History history = recorder.history();

        assertThat(HistoryReader.read(written(history, form)).operations())
                .containsExactlyElementsOf(history.operations());
    }

    @Test
    void knossos_gets_the_client_operations_and_failures_that_repeat_their_invocation() throws IOException {
        Path file = written(keyed().forKey(7L), Export.KNOSSOS);

        assertThat(withoutTime(Files.readString(file)))
                .isEqualTo("{:index 0 :process 0 :type :invoke :f :write :value 41}\n"
                        + "{:index 2 :process 1 :type :invoke :f :cas :value [41 42]}\n"
                        + "{:index 5 :process 0 :type :ok :f :write :value 41}\n"
                        + "{:index 6 :process 1 :type :fail :f :cas :value [41 42]}\n");
        assertThat(HistoryReader.read(file).calls()).hasSize(2);
    }

    @Test
    void a_key_takes_with_it_the_time_out_of_its_invocation() {
        assertThat(keyed().forKey(8L).operations())
                .extracting(o -> o.type() + " " + o.value())
                .containsExactly("INVOKE null", "INFO null");
    }

    @Test
    void json_is_what_others_would_write() throws IOException {
        Path file = written(keyed(), Export.JSON);

        assertThat(Files.readString(file).lines().map(line -> line.replaceAll("\"time\":[0-9]+,", "")))
                .startsWith(
                        "{\"index\":0,\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":[7,41],\"class\":\":insert\"}",
                        "{\"index\":1,\"process\":\"observer\",\"type\":\"info\",\"f\":\"role\",\"value\":{\":role\":\":primary\"},"
                                + "\"node\":\"E1\"}");
    }

    @Test
    void jepsen_gets_tagged_records() throws IOException {
        assertThat(withoutTime(Files.readString(written(keyed(), Export.JEPSEN))))
                .startsWith(
                        "#jepsen.history.Op{:index 0 :process 0 :type :invoke :f :write :value [7 41] :class :insert}\n");
    }

    @Test
    void the_stream_is_left_open() throws IOException {
        List<String> closed = new ArrayList<>();
        OutputStream stream = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void close() {
                closed.add("closed");
            }
        };
        for (Export form : Export.values()) {
            form.write(keyed(), stream);
        }

        assertThat(closed).isEmpty();
    }

    private static History keyed() {
        Recorder recorder = Recorder.inMemory();
        Operation write = recorder.invoke(0, "write", List.of(7L, 41L), Map.of("class", Keyword.of("insert")));
        recorder.observe("role", "E1", Map.of(Keyword.of("role"), Keyword.of("primary")));
        Operation cas = recorder.invoke(1, "cas", List.of(7L, List.of(41L, 42L)), Map.of());
        Operation read = recorder.invoke(2, "read", Arrays.asList(8L, null), Map.of());
        recorder.nemesis("cut", Set.of("E1"));
        recorder.ok(write, List.of(7L, 41L), Map.of());
        recorder.fail(cas, Keyword.of("mismatch"), Map.of());
        recorder.info(read, Keyword.of("timed-out"), Map.of());
        return recorder.history();
    }

    private Path written(History history, Export form) throws IOException {
        Path file = folder.resolve(form.word());
        try (OutputStream out = Files.newOutputStream(file)) {
            form.write(history, out);
        }
        return file;
    }

    private static String withoutTime(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replaceAll(":time [0-9]+ ", "");
    }
}
