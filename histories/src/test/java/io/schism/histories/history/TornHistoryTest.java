package io.schism.histories.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process leaves that was killed while it wrote. */
class TornHistoryTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Export.class)
    void cut_at_any_byte_a_file_gives_its_whole_lines_if_read_leniently(Export form) throws IOException {
        byte[] whole = threeOperations(form);
        int secondEnds = end(whole, 2);
        for (int cut = end(whole, 1); cut <= whole.length; cut++) {
            Path file = Files.write(folder.resolve("torn"), Arrays.copyOf(whole, cut));
            HistoryReader.Reading reading = HistoryReader.lenient(file);
            int lines = cut < secondEnds - 1 ? 1 : cut < whole.length - 1 ? 2 : 3;
            boolean torn = cut != secondEnds && cut < whole.length - 1 && cut != secondEnds - 1 && cut != end(whole, 1);

            assertThat(reading.history().operations()).as("cut at %d", cut).hasSize(lines);
            assertThat(reading.notes()).hasSize(torn ? 1 : 0);
            if (torn) {
                assertThat(reading.notes().get(0)).contains(file + ":" + (lines + 1) + ": skipped the torn last line");
                assertThatThrownBy(() -> HistoryReader.read(file))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("torn:" + (lines + 1) + ":")
                        .hasMessageContaining("--lenient");
            }
        }
    }

    @Test
    void a_vector_whose_end_is_missing() throws IOException {
        Path file = Files.writeString(
                folder.resolve("torn"),
                "[{:process 0 :type :invoke :f :read}\n {:process 0 :type :ok :f :read}\n {:process 1 :typ");

        assertThat(HistoryReader.lenient(file).history().operations()).hasSize(2);
        assertThatThrownBy(() -> HistoryReader.read(file)).isInstanceOf(UserError.class);
    }

    @Test
    void a_log_without_its_last_line_end_is_read_with_a_word_of_caution() throws IOException {
        Path file = Files.writeString(
                folder.resolve("torn"), "INFO jepsen.util - 0 :invoke :write 12\nINFO jepsen.util - 0 :ok :write 1");

        HistoryReader.Reading reading = HistoryReader.strict(file);

        assertThat(reading.history().operations()).hasSize(2);
        assertThat(reading.notes()).singleElement().asString().contains("line 2", "cut short");
    }

    @Test
    void a_quote_that_is_never_closed_in_the_middle_hides_no_later_line() throws IOException {
        Path file = Files.writeString(
                folder.resolve("torn"),
                "{:process 0 :type :invoke :f :read :op \"1}\n{:process 0 :type :ok :f :read}\n{:process 1 :type :invoke");

        assertThatThrownBy(() -> HistoryReader.lenient(file)).isInstanceOf(UserError.class);
    }

    private static byte[] threeOperations(Export form) throws IOException {
        Recorder recorder = Recorder.inMemory();
        Operation write = recorder.invoke(0, "write", 41L, Map.of("op", "ö"));
        recorder.ok(write, 41L, Map.of("node", "E1"));
        recorder.invoke(0, "cas", Arrays.asList(41L, null), Map.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.write(recorder.history(), out);
        return out.toByteArray();
    }

    /** Behind the line end of that line. */
    private static int end(byte[] bytes, int line) {
        int at = 0;
        for (int left = line; left > 0; at++) {
            left -= bytes[at] == '\n' ? 1 : 0;
        }
        return at;
    }
}
