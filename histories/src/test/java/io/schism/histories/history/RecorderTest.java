package io.schism.histories.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    @TempDir
    Path folder;

    @Test
    void one_operation_a_line_with_index_and_line_in_step() throws IOException {
        Path file = folder.resolve("run/history.edn");
        List<Operation> heard = new ArrayList<>();
        try (Recorder recorder = Recorder.open(file, heard::add)) {
            Operation write = recorder.invoke(recorder.newProcess(), "write", List.of(7L, 41L), Map.of("op", "0-1\n"));
            recorder.nemesis("cut", Map.of());
            recorder.observe("role", "E1", null, Map.of("region", "E"));
            recorder.observe("topology", Map.of());
            recorder.ok(write, List.of(7L, 41L), Map.of("node", "E1"));
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(5);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith("{:index " + i + " :time ");
        }
        assertThat(HistoryReader.read(file).operations()).containsExactlyElementsOf(heard);
        assertThat(heard.get(4).attributes()).isEqualTo(Map.of("op", "0-1\n", "node", "E1"));
        assertThat(heard.get(2).attributes()).isEqualTo(Map.of("node", "E1", "region", "E"));
    }

    @Test
    void what_was_recorded_is_in_the_file_without_close_as_a_killed_process_leaves_it() {
        Path file = folder.resolve("history.edn");
        try (Recorder recorder = Recorder.open(file)) {
            for (int round = 1; round <= 20; round++) {
                int lines = 2 * round;
                Operation write = recorder.invoke(recorder.newProcess(), "write", 1L, Map.of());
                recorder.ok(write, 1L, Map.of());

                await("line " + lines + " in the file")
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(Duration.ofMillis(1_000)) // the promise is 100 ms; a loaded machine may stall
                        .until(() ->
                                Files.size(file) > 0 && Files.readAllLines(file).size() == lines);
            }
        }
    }

    @Test
    void eight_threads_at_once_are_recorded_in_an_order_of_real_time()
            throws InterruptedException, ExecutionException, TimeoutException {
        Path file = folder.resolve("history.edn");
        List<long[]> observed = Collections.synchronizedList(new ArrayList<>());
        try (Recorder recorder = Recorder.open(file)) {
            ExecutorService clients = Executors.newFixedThreadPool(8);
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                ends.add(clients.submit(() -> {
                    long process = recorder.newProcess();
                    for (int i = 0; i < 2_000; i++) {
                        long before = recorder.time();
                        Operation invocation = recorder.invoke(process, "read", null, Map.of());
                        Operation completion = recorder.ok(invocation, (long) i, Map.of());
                        observed.add(new long[] {before, invocation.time(), completion.time(), recorder.time()});
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get(30, TimeUnit.SECONDS);
            }
            clients.shutdown();
        }

        History history = HistoryReader.read(file);
        assertThat(history.calls()).hasSize(16_000).allMatch(Call::isOk);
        long time = 0;
        for (int i = 0; i < history.operations().size(); i++) {
            assertThat(history.operations().get(i).index()).isEqualTo(i);
            assertThat(history.operations().get(i).time()).isGreaterThanOrEqualTo(time);
            time = history.operations().get(i).time();
        }
        assertThat(observed).allMatch(t -> t[0] <= t[1] && t[1] <= t[2] && t[2] <= t[3]);
        assertThat(history.calls().stream().map(c -> c.invocation().process()).distinct())
                .hasSize(8);
    }

    @Test
    void a_process_is_one_thread_and_used_up_by_an_info() {
        Recorder recorder = Recorder.inMemory();
        Operation first = recorder.invoke(4, "read", null, Map.of());

        assertThatThrownBy(() -> recorder.invoke(4, "read", null, Map.of())).isInstanceOf(IllegalStateException.class);
        recorder.info(first, null, Map.of("error", "timeout"));
        assertThatThrownBy(() -> recorder.ok(first, null, Map.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> recorder.invoke(4, "read", null, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("may not be used again");
        assertThat(recorder.newProcess()).isEqualTo(5);
        assertThat(recorder.history().operations()).hasSize(2);
    }

    @Test
    void what_cannot_be_recorded_leaves_no_trace() throws IOException {
        Path file = folder.resolve("history.edn");
        try (Recorder recorder = Recorder.open(file)) {
            assertThatThrownBy(() -> recorder.invoke(0, "read", new Object(), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> recorder.invoke(0, "read", null, Map.of("time", 1L)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> recorder.invoke(0, "read", null, Map.of("key", 1L)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[key value]");
            assertThatThrownBy(() -> recorder.invoke(0, "two words", null, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            recorder.invoke(0, "read", null, Map.of());
        }

        assertThat(Files.readString(file))
                .matches("\\{:index 0 :time \\d+ :process 0 :type :invoke :f :read :value nil}\n");
    }

    @Test
    void an_earlier_history_is_never_overwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("history.edn"), "evidence");

        assertThatThrownBy(() -> Recorder.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("already");
        assertThat(file).hasContent("evidence");
    }

    @Test
    void a_listener_that_throws_does_not_stop_the_record() {
        Path file = folder.resolve("history.edn");
        Recorder recorder = Recorder.open(file, operation -> {
            throw new IllegalStateException("no terminal");
        });
        recorder.nemesis("cut", null);
        recorder.nemesis("heal", null);

        assertThatThrownBy(recorder::close).hasMessage("no terminal");
        assertThat(HistoryReader.read(file).operations()).hasSize(2);
    }

    @Test
    void after_close_nothing_is_recorded() {
        Recorder recorder = Recorder.open(folder.resolve("history.edn"));
        recorder.nemesis("cut", null);
        recorder.close();
        recorder.close();

        assertThatThrownBy(() -> recorder.nemesis("heal", null)).isInstanceOf(IllegalStateException.class);
        assertThat(recorder.history().operations()).hasSize(1);
    }

    @Test
    void an_interrupted_client_does_not_close_the_file() {
        Path file = folder.resolve("history.edn");
        try (Recorder recorder = Recorder.open(file)) {
            Thread.currentThread().interrupt();
            recorder.nemesis("cut", null);
            recorder.history();
            assertThat(Thread.interrupted()).isTrue();
            recorder.nemesis("heal", null);
        }

        assertThat(HistoryReader.read(file).operations()).hasSize(2);
    }

    @Test
    void three_calls_in_memory_each_on_a_process_that_does_nothing_else() {
        Recorder recorder = Recorder.inMemory();
        Operation first = recorder.invoke("write", 1);
        Operation second = recorder.invoke("write", 2);
        recorder.ok(first);
        recorder.info(second);
        Operation third = recorder.invoke("read", null);
        recorder.ok(third, 1);
        recorder.fail(recorder.invoke("write", 3));

        List<Operation> lines = recorder.history().operations();
        assertThat(lines).extracting(Operation::process).containsExactly(0L, 1L, 0L, 1L, 0L, 0L, 0L, 0L);
        assertThat(lines)
                .extracting(line -> line.type().word() + " " + line.f() + " " + line.value())
                .containsExactly(
                        "invoke write 1",
                        "invoke write 2",
                        "ok write 1",
                        "info write 2",
                        "invoke read null",
                        "ok read 1",
                        "invoke write 3",
                        "fail write 3");
    }

    @Test
    void a_process_that_the_user_took_is_given_to_nobody_else() {
        Recorder recorder = Recorder.inMemory();
        long mine = recorder.newProcess();
        recorder.ok(recorder.invoke(mine, "write", 1, Map.of()));

        assertThat(recorder.invoke("write", 2).process()).isNotEqualTo(mine);
    }

    @Test
    void an_int_that_was_written_and_a_long_that_was_read_are_one_value() {
        Recorder recorder = Recorder.inMemory();
        Operation write = recorder.invoke("write", List.of("k", List.of(1, (short) 2)), Map.of("epoch", 3));

        assertThat(write.value()).isEqualTo(List.of("k", List.of(1L, 2L)));
        assertThat(write.number("epoch")).hasValue(3);
        assertThat(recorder.ok(write, Map.of("a", 1.5f)).value()).isEqualTo(Map.of("a", 1.5));
    }
}
