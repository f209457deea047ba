package io.schism.workloads.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member loses of its files, told by traces as strace 6.1 writes them. */
class UnsyncedWritesTest {
    @TempDir
    Path folder;

    private final List<String> trace = new ArrayList<>();
    private Path data;
    private UnsyncedWrites writes;

    @BeforeEach
    void a_log_and_a_state_are_there() throws IOException {
        data = Files.createDirectory(folder.resolve("data")).toRealPath();
        Files.writeString(file("log"), "one\n");
        Files.writeString(file("state"), "old state");
        writes = new UnsyncedWrites(folder.resolve("watch"), List.of(data));
        writes.begin(List.of());
    }

    private Path file(String name) {
        return data.resolve(name);
    }

    private void traced(String call, String result) {
        trace.add("71 " + call + " = " + result);
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(file(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        traced("write(3<" + file(name) + ">, \"\"..., " + text.length() + ")", Integer.toString(text.length()));
    }

    private void sync(String name) {
        traced("fsync(3<" + file(name) + ">)     ", "0");
    }

    private void create(String name) {
        traced("openat(AT_FDCWD</>, \"" + file(name) + "\", O_WRONLY|O_CREAT|O_TRUNC, 0666)", "3<" + file(name) + ">");
    }

    private void rename(String from, String to) throws IOException {
        Files.move(file(from), file(to), StandardCopyOption.REPLACE_EXISTING);
        traced("rename(\"" + file(from) + "\", \"" + file(to) + "\")", "0");
    }

    private Map<String, Long> lost() throws IOException {
        Files.write(writes.trace(), trace);
        return writes.lose();
    }

    @Test
    void what_was_appended_after_the_last_sync_is_gone() throws IOException {
        append("log", "two\n");
        sync("log");
        append("log", "three\n");
        append("log", "four\n");
        assertThat(lost()).containsExactly(Map.entry("log", 11L));
        assertThat(file("log")).hasContent("one\ntwo\n");
    }

    @Test
    void what_was_there_before_stays_and_so_does_what_was_synced_last() throws IOException {
        append("log", "two\n");
        traced("fdatasync(3<" + file("log") + ">)", "0");
        assertThat(lost()).isEmpty();
        assertThat(file("log")).hasContent("one\ntwo\n");
    }

    @Test
    void a_sync_that_failed_or_never_returned_or_is_of_a_range_syncs_nothing() throws IOException {
        append("log", "two\n");
        traced("fsync(3<" + file("log") + ">)", "-1 EIO (Input/output error)");
        traced("sync_file_range(3<" + file("log") + ">, 0, 0, 0)", "0");
        trace.add("72 fsync(3<" + file("log") + "> <unfinished ...>");
        trace.add("72 +++ killed by SIGKILL +++");
        assertThat(lost()).containsExactly(Map.entry("log", 4L));
    }

    @Test
    void two_threads_one_syncs_while_the_other_writes_what_returned_before_the_sync_did_may_be_synced()
            throws IOException {
        trace.add("72 fsync(3<" + file("log") + "> <unfinished ...>");
        append("log", "two\n");
        trace.add("72 <... fsync resumed>)              = 0");
        append("log", "three\n");
        assertThat(lost()).containsExactly(Map.entry("log", 6L));
        assertThat(file("log")).hasContent("one\ntwo\n");
    }

    @Test
    void a_file_that_was_written_anew_has_its_old_content_and_one_that_was_created_is_gone() throws IOException {
        Files.writeString(file("state"), "");
        create("state");
        append("state", "new state");
        create("other");
        append("other", "content");
        assertThat(lost()).containsExactly(Map.entry("other", 7L), Map.entry("state", 9L));
        assertThat(file("state")).hasContent("old state");
        assertThat(file("other")).doesNotExist();
        assertThat(folder.resolve("watch")).as("copies are not kept").isDirectoryNotContaining("glob:**/[0-9]");
    }

    @Test
    void an_overwrite_in_place_is_undone() throws IOException {
        try (RandomAccessFile state = new RandomAccessFile(file("state").toFile(), "rw")) {
            state.writeBytes("new");
        }
        traced("pwrite64(3<" + file("state") + ">, \"\"..., 3, 0)", "3");
        assertThat(lost()).containsExactly(Map.entry("state", 9L));
        assertThat(file("state")).hasContent("old state");
    }

    @Test
    void a_file_renamed_over_another_without_a_sync_brings_the_old_one_back() throws IOException {
        create("state.tmp");
        append("state.tmp", "new state");
        rename("state.tmp", "state");
        assertThat(lost()).containsOnlyKeys("state");
        assertThat(file("state")).hasContent("old state");
    }

    @Test
    void a_file_renamed_over_another_after_a_sync_stays() throws IOException {
        create("state.tmp");
        append("state.tmp", "a longer new state");
        sync("state.tmp");
        rename("state.tmp", "state");
        assertThat(lost()).isEmpty();
        assertThat(file("state")).hasContent("a longer new state");
    }

    @Test
    void the_second_of_two_states_renamed_into_place_is_lost_when_the_first_alone_was_synced() throws IOException {
        create("tmp");
        append("tmp", "synced");
        sync("tmp");
        rename("tmp", "state");
        create("tmp");
        append("tmp", "not synced");
        rename("tmp", "state");
        assertThat(lost()).containsExactly(Map.entry("state", 10L));
        assertThat(file("state")).isEmptyFile();
    }

    @Test
    void a_log_that_is_rotated_and_its_successor_lose_each_their_own() throws IOException {
        append("log", "two\n");
        rename("log", "log.1");
        create("log");
        append("log", "three\n");
        assertThat(lost()).containsExactly(Map.entry("log", 6L), Map.entry("log.1", 4L));
        assertThat(file("log.1")).hasContent("one\n");
        assertThat(file("log")).doesNotExist();
    }

    @Test
    void files_that_sync_each_write_lose_nothing() throws IOException {
        traced("openat(AT_FDCWD</>, \"" + file("log") + "\", O_WRONLY|O_APPEND|O_DSYNC)", "3<" + file("log") + ">");
        append("log", "two\n");
        assertThat(lost()).isEmpty();
    }

    @Test
    void files_that_a_process_had_open_to_sync_each_write_lose_nothing() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder("dd", "of=" + file("log"), "oflag=append,dsync", "conv=notrunc")
                .redirectErrorStream(true)
                .start();
        try {
            Path opened = Path.of("/proc", Long.toString(writer.pid()), "fd", "1");
            assertThat(Pause.until(() -> isAt(opened, file("log")), Duration.ofSeconds(20), Duration.ofMillis(20)))
                    .isTrue();
            writes.begin(List.of(writer.pid()));
        } finally {
            writer.destroyForcibly().waitFor();
        }
        append("log", "two\n");
        assertThat(lost()).isEmpty();
    }

    private static boolean isAt(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_sync_of_the_machine_or_of_a_mapping_may_have_synced_all() throws IOException {
        append("log", "two\n");
        traced("msync(0x7f11, 4096, MS_SYNC)", "0");
        append("state", "er");
        traced("sync()", "0");
        append("log", "three\n");
        assertThat(lost()).containsExactly(Map.entry("log", 6L));
    }

    @Test
    void a_file_that_grew_in_ways_that_were_not_seen_is_left_alone() throws IOException {
        append("log", "two\n");
        Files.writeString(file("log"), "unseen", StandardOpenOption.APPEND);
        assertThat(lost()).isEmpty();
        assertThat(file("log")).hasContent("one\ntwo\nunseen");
    }

    @Test
    void a_name_of_which_the_trace_does_not_tell_the_folder_is_left_alone() throws IOException {
        append("log", "two\n");
        traced("rename(\"elsewhere\", \"log\")", "0");
        assertThat(lost()).isEmpty();
    }

    @Test
    void a_long_file_of_which_no_copy_is_taken_loses_what_was_appended() throws IOException {
        Files.write(file("long"), new byte[2 << 20]);
        writes.begin(List.of());
        append("long", "more");
        assertThat(lost()).containsExactly(Map.entry("long", 4L));
        assertThat(file("long")).hasSize(2 << 20);
    }

    @Test
    void writes_by_io_uring_are_not_seen_and_that_is_told() throws IOException {
        traced("io_uring_setup(8, 0x7ffd)", "5");
        assertThatThrownBy(this::lost).hasMessageContaining("io_uring_setup");
    }
}
