package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Silenced;
import io.schism.harness.scenario.Settings;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of a fault whose injection, heal or probes fail. */
class ActiveFaultTest {
    private static final Duration LIMIT = Duration.ofMillis(400);

    @TempDir
    Path folder;

    private final List<Operation> recorded = new CopyOnWriteArrayList<>();

    /** A fault that works, but for what a test overrides. */
    private static class Sound implements Injection {
        @Override
        public Map<Keyword, @Nullable Object> describe() {
            return Map.of();
        }

        @Override
        public void inject() {}

        @Override
        public void heal() {}

        @Override
        public Optional<String> leak() {
            return Optional.empty();
        }

        @Override
        public Optional<String> remains() {
            return Optional.empty();
        }
    }

    private List<String> carryOut(Injection injection) {
        try (Recorder recorder = Recorder.open(folder.resolve("history.edn"), recorded::add)) {
            ActiveFault fault = new ActiveFault(
                    recorder,
                    "fault",
                    1,
                    injection,
                    new Strike(Set.of(), List.of(), Settings.NONE, Duration.ofSeconds(1), 1),
                    new Silenced(),
                    Map.of(),
                    LIMIT);
            fault.inject();
            fault.heal();
            fault.await();
        }
        return recorded.stream()
                .map(operation -> (Map<?, ?>) operation.value())
                .map(value -> value.get(Keyword.of("state"))
                        + (value.containsKey(Keyword.of("reason")) ? " " + value.get(Keyword.of("reason")) : ""))
                .toList();
    }

    @Test
    void sound_it_is_pending_in_force_and_healed() {
        assertThat(carryOut(new Sound())).containsExactly(":pending", ":in-force", ":healed");
    }

    @Test
    void that_cannot_be_injected_failed_and_is_healed_all_the_same() {
        assertThat(carryOut(new Sound() {
                    @Override
                    public void inject() {
                        throw new IllegalStateException("no right");
                    }
                }))
                .containsExactly(":pending", ":failed the backend could not inject it: no right", ":healed");
    }

    @Test
    void that_ran_out_of_threads_half_way_failed_and_is_healed_all_the_same() {
        assertThat(carryOut(new Sound() {
                    @Override
                    public void inject() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                }))
                .containsExactly(
                        ":pending",
                        ":failed the backend could not inject it: unable to create native thread",
                        ":healed");
    }

    @Test
    void that_an_interrupted_run_waits_for_is_healed_before_that_goes_on() {
        Thread.currentThread().interrupt();
        assertThat(carryOut(new Sound() {
                    @Override
                    public void heal() {
                        io.schism.workloads.time.Pause.of(LIMIT.dividedBy(2));
                    }
                }))
                .containsExactly(":pending", ":in-force", ":healed");
        assertThat(Thread.interrupted()).as("told to whoever asks next").isTrue();
    }

    @Test
    void that_cannot_be_healed_failed_and_nothing_is_thrown() {
        assertThat(carryOut(new Sound() {
                    @Override
                    public void heal() {
                        throw new IllegalStateException("gone");
                    }
                }))
                .containsExactly(":pending", ":in-force", ":failed the backend could not heal it: gone");
    }

    @Test
    void whose_probes_fail_after_the_heal_failed_and_nothing_is_thrown() {
        assertThat(carryOut(new Sound() {
                    @Override
                    public Optional<String> remains() {
                        throw new IllegalStateException("no answer");
                    }
                }))
                .containsExactly(
                        ":pending", ":in-force", ":failed not healed within 0 s: it could not be observed: no answer");
    }

    @Test
    void whose_probes_are_slow_is_healed_only_once_it_was_looked_at() {
        assertThat(carryOut(new Sound() {
                    @Override
                    public Optional<String> leak() {
                        io.schism.workloads.time.Pause.of(LIMIT.dividedBy(2));
                        return Optional.empty();
                    }
                }))
                .containsExactly(":pending", ":in-force", ":healed");
    }
}
