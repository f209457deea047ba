package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real disk, and what of it a process that is killed leaves behind: the file as others see it. */
class DiskTest {
    @TempDir
    Path folder;

    private Storage.AppendFile file;

    @BeforeEach
    void open() throws IOException {
        file = new Disk(folder).open("log");
        file.append(new byte[] {1, 2});
    }

    private Path log() {
        return folder.resolve("log");
    }

    @Test
    void what_was_never_synced_is_not_in_the_file() throws IOException {
        assertThat(log()).isEmptyFile();
        file.sync();
        file.append(new byte[] {3});
        assertThat(log()).hasBinaryContent(new byte[] {1, 2});
        assertThat(file.readAll()).containsExactly(1, 2, 3);
    }

    @Test
    void what_is_cut_off_was_written_before_or_not() throws IOException {
        file.truncate(1);
        assertThat(log()).hasBinaryContent(new byte[] {1});
        file.append(new byte[] {9});
        file.sync();
        assertThat(log()).hasBinaryContent(new byte[] {1, 9});
    }

    @Test
    void a_file_closed_in_good_order_keeps_all() throws IOException {
        file.close();
        assertThat(log()).hasBinaryContent(new byte[] {1, 2});
    }
}
