package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Silenced;
import io.schism.harness.scenario.Settings;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
        return carryOut(injection, true);
    }

    /** @param waits whether it is healed only once a first look has ended */
    private List<String> carryOut(Injection injection, boolean waits) {
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
            if (waits) {
                fault.awaitDecided();
            }
            fault.heal();
            fault.await();
        }
        return states();
    }

    private List<String> states() {
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
        Injection slow = new Sound() {
            @Override
            public boolean happensOnce() {
                return true;
            }

            @Override
            public void heal() {
                Pause.of(LIMIT.dividedBy(2));
            }
        };
        assertThat(carryOut(slow, false)).containsExactly(":pending", ":in-force", ":healed");
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

    /** A fault whose first look ends when its test does. */
    private static final class Slow extends Sound {
        private final CountDownLatch looked = new CountDownLatch(1);
        private final boolean once;

        Slow(boolean once) {
            this.once = once;
        }

        @Override
        public boolean happensOnce() {
            return once;
        }

        @Override
        public Optional<String> leak() {
            try {
                looked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.empty();
        }
    }

    @Test
    void whose_first_look_never_ends_is_healed_when_told_and_was_not_seen() {
        Slow slow = new Slow(false);
        assertThat(carryOut(slow, false))
                .containsExactly(":pending", ":failed it was not seen in force before its time was over", ":healed");
        slow.looked.countDown();
    }

    @Test
    void that_happens_once_is_looked_at_though_its_time_is_over() {
        Slow slow = new Slow(true);
        slow.looked.countDown();
        assertThat(carryOut(slow, false)).containsExactly(":pending", ":in-force", ":healed");
    }

    @Test
    void that_nobody_can_look_at_until_later_is_in_force_from_then_on() {
        AtomicInteger looks = new AtomicInteger();
        Injection hidden = new Sound() {
            @Override
            public Optional<String> leak() {
                looks.incrementAndGet();
                return Optional.empty();
            }

            @Override
            public boolean isSeen() {
                return looks.get() > 1;
            }
        };
        try (Recorder recorder = Recorder.open(folder.resolve("history.edn"), recorded::add)) {
            ActiveFault fault = new ActiveFault(recorder, "fault", 1, hidden, LIMIT);
            fault.inject();
            await().until(() -> states().contains(":in-force"));
            fault.heal();
            fault.await();
        }
        assertThat(looks).hasValueGreaterThan(1);
        assertThat(states()).containsExactly(":pending", ":in-force", ":healed");
    }

    @Test
    void that_nobody_could_look_at_in_its_whole_life_failed() {
        assertThat(carryOut(new Sound() {
                    @Override
                    public boolean isSeen() {
                        return false;
                    }
                }))
                .containsExactly(
                        ":pending",
                        ":failed it could not be observed: all that it is aimed at was cut off or silenced by other faults",
                        ":healed");
    }

    @Test
    void that_is_not_healed_by_the_end_of_all_patience_is_told() {
        CountDownLatch end = new CountDownLatch(1);
        try (Recorder recorder = Recorder.open(folder.resolve("history.edn"), recorded::add)) {
            ActiveFault fault = new ActiveFault(
                    recorder,
                    "fault",
                    1,
                    new Sound() {
                        @Override
                        public void heal() {
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    },
                    ActiveFault.HEALING.negated());
            fault.inject();
            fault.awaitDecided();
            fault.heal();
            fault.await();
            assertThat(states())
                    .containsExactly(":pending", ":in-force", ":failed not healed yet, 0 s after that was waited for");
            end.countDown();
            await().until(() -> states().size() == 4);
        }
    }

    @Test
    void each_state_but_pending_tells_when_the_backend_was_told_what_it_was_told_last() {
        carryOut(new Sound() {
            @Override
            public void inject() {
                throw new IllegalStateException("no right");
            }
        });
        assertThat(recorded.stream()
                        .map(line -> (Map<?, ?>) line.value())
                        .map(value -> value.get(Keyword.of("state")) + " " + value.containsKey(Keyword.of("sent")) + " "
                                + value.containsKey(Keyword.of("acknowledged"))))
                .containsExactly(":pending false false", ":failed true false", ":healed true true");
    }

    @Test
    void what_it_must_know_of_the_time_before_is_asked_before_it_is_sent() {
        List<Long> asked = new ArrayList<>();
        try (Recorder recorder = Recorder.open(folder.resolve("history.edn"), recorded::add)) {
            ActiveFault fault = new ActiveFault(
                    recorder,
                    "fault",
                    1,
                    new Sound() {
                        @Override
                        public void lookBefore() {
                            asked.add(recorder.time());
                        }
                    },
                    LIMIT);
            fault.inject();
            fault.awaitDecided();
            fault.heal();
            fault.await();
        }
        Map<?, ?> inForce = (Map<?, ?>) recorded.get(1).value();
        assertThat((Long) inForce.get(Keyword.of("sent"))).isGreaterThan(asked.get(0));
    }
}
