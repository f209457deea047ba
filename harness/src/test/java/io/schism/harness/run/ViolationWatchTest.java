package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViolationWatchTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(10);

    @TempDir
    Path folder;

    private final AtomicInteger halts = new AtomicInteger();

    @Test
    void a_stale_read_that_nothing_can_save_any_more_stops_the_load_once_and_the_history_says_so() {
        ViolationWatch watch = new ViolationWatch(true, RunRecord.MODEL);
        try (Recorder recorder = Recorder.open(folder.resolve("history.edn"), watch::recorded)) {
            Operation other = write(recorder, 2);
            try (ViolationWatch looking = watch.over(recorder, halts::incrementAndGet)) {
                recorder.ok(write(recorder, 1), List.of(7L, 1L), Map.of());
                read(recorder, 2);
                // Whether the other write happened is not known yet: it may have been what was read.
                Operation failed = recorder.fail(other, List.of(7L, 2L), Map.of());

                assertThat(Pause.until(looking::hasStopped, LONG, BETWEEN)).isTrue();
                Stop stop = watch.stop().orElseThrow();
                assertThat(stop.provenBy()).isEqualTo(failed.index());
                assertThat(stop.proven()).isEqualTo(failed.time());
                assertThat(stop.key()).isEqualTo("7");
                assertThat(Stop.of(recorder.history())).contains(stop);
            }
        }
        assertThat(halts).hasValue(1);
    }

    @Test
    void a_watch_that_nobody_wants_stops_nothing() {
        ViolationWatch watch = new ViolationWatch(false, RunRecord.MODEL);
        try (Recorder recorder = Recorder.open(folder.resolve("history.edn"), watch::recorded);
                ViolationWatch looking = watch.over(recorder, halts::incrementAndGet)) {
            read(recorder, 2);

            assertThat(looking.hasStopped()).isFalse();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("violation-watch"));
        }
        assertThat(halts).hasValue(0);
    }

    private static Operation write(Recorder recorder, long value) {
        return recorder.invoke(recorder.newProcess(), "write", List.of(7L, value), Map.of());
    }

    private static void read(Recorder recorder, long value) {
        Operation read = recorder.invoke(recorder.newProcess(), "read", keyOnly(), Map.of());
        recorder.ok(read, List.of(7L, value), Map.of());
    }

    private static Object keyOnly() {
        return Arrays.asList(7L, null);
    }
}
