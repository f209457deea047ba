package io.schism.workloads.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.workloads.agent.DataChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    private Path data;
    private Path log;
    private final byte[] content = new byte[1000];

    @BeforeEach
    void a_log_laid_out_beyond_its_end() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        log = Files.createDirectories(data.resolve("version-2")).resolve("log.1");
        Arrays.fill(content, 0, 200, (byte) 7);
        Files.write(log, content);
        Files.writeString(data.resolve("myid"), "1\n");
    }

    private String make(Kind kind) {
        return new DataFolder(data, folder.resolve("kept")).make(new DataChange(kind, 3));
    }

    private int[] changed() throws IOException {
        byte[] now = Files.readAllBytes(log);
        return java.util.stream.IntStream.range(0, now.length)
                .filter(i -> now[i] != content[i])
                .toArray();
    }

    @Test
    void the_end_of_a_log_is_behind_its_last_byte_that_is_not_zero() {
        assertThat(make(Kind.MEASURE)).isEqualTo("200");
    }

    @Test
    void one_bit_in_the_middle_is_flipped_and_put_back() throws IOException {
        assertThat(make(Kind.FLIP_MIDDLE)).contains("byte 100 of version-2/log.1");
        assertThat(changed()).containsExactly(100);
        make(Kind.RESTORE);
        assertThat(changed()).isEmpty();
        assertThat(folder.resolve("kept/version-2/log.1")).doesNotExist();
    }

    @Test
    void one_bit_among_the_last_bytes_is_flipped() throws IOException {
        make(Kind.FLIP_END);
        assertThat(changed()).containsExactly(196);
    }

    @Test
    void a_tenth_is_cut_off_and_put_back() throws IOException {
        assertThat(make(Kind.TRUNCATE)).isEqualTo("cut version-2/log.1 from 200 bytes to 180");
        assertThat(log).hasSize(180);
        make(Kind.RESTORE);
        assertThat(log).hasBinaryContent(content);
    }

    @Test
    void a_log_damaged_twice_is_put_back_as_it_was_before_the_second() throws IOException {
        make(Kind.FLIP_MIDDLE);
        byte[] accepted = Files.readAllBytes(log);
        make(Kind.TRUNCATE);
        make(Kind.RESTORE);
        assertThat(log).hasBinaryContent(accepted);
    }

    @Test
    void everything_in_it_is_deleted_but_the_folder_itself() {
        assertThat(make(Kind.WIPE)).isEqualTo("deleted 2 files of 1002 bytes");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void a_copy_takes_the_place_of_what_was_written_since_and_gives_it_back() throws IOException {
        assertThat(make(Kind.COPY)).isEqualTo("copied 2 files");
        byte[] longer = content.clone();
        Arrays.fill(longer, 200, 260, (byte) 9);
        Files.write(log, longer);
        Files.writeString(data.resolve("newer"), "nine bytes".substring(1));
        assertThat(make(Kind.EXCHANGE)).isEqualTo("put back 2 files, which lack 69 bytes written since");
        assertThat(log).hasBinaryContent(content);
        assertThat(data.resolve("newer")).doesNotExist();
        make(Kind.EXCHANGE);
        assertThat(log).hasBinaryContent(longer);
        assertThat(data.resolve("newer")).exists();
    }

    @Test
    void the_right_to_write_is_taken_and_given_back() throws IOException {
        make(Kind.LOCK);
        assertThat(Files.getPosixFilePermissions(log)).doesNotContain(PosixFilePermission.OWNER_WRITE);
        assertThat(Files.getPosixFilePermissions(data)).doesNotContain(PosixFilePermission.OWNER_WRITE);
        make(Kind.UNLOCK);
        assertThat(Files.getPosixFilePermissions(log)).contains(PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void without_a_log_it_says_so() throws IOException {
        Files.delete(log);
        assertThatThrownBy(() -> make(Kind.TRUNCATE)).hasMessageContaining("there is no log");
    }
}
