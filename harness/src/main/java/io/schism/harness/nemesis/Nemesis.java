package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.scenario.Step;
import io.schism.harness.yaml.Durations;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a fault plan, and records when each fault was pending, in force, healed or failed.
 *
 * <p>A fault counts as in force when a sweep of probes over all that it should break finds it whole, and as failed as soon
 * as a later sweep finds a leak: the system under test must not be judged by a fault that was not there.
 */
public final class Nemesis implements AutoCloseable {
    private static final Duration HEALING = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Cluster cluster;
    private final Recorder recorder;
    private final long seed;
    private final List<ActiveFault> active = new ArrayList<>();
    private final List<ActiveFault> healed = new ArrayList<>();
    private int injected;

    /** @param seed of whatever faults choose by themselves */
    public Nemesis(Cluster cluster, Recorder recorder, long seed) {
        this.cluster = cluster;
        this.seed = seed;
        this.recorder = recorder;
    }

    private record Event(Duration at, Runnable action) {}

    /**
     * Injects and heals each step at its time, counted from {@code start} on the monotonic clock, and returns when all
     * are seen to be gone; {@code scale} multiplies all times. Marks the phases {@code :during} at the first injection and {@code :after} at the last heal.
     * Once {@code over} holds, all is healed at once and nothing more is injected.
     */
    public void carryOut(List<Step> steps, double scale, long start, BooleanSupplier over) {
        Aiming aiming = new Aiming(cluster, scale);
        List<Event> events = new ArrayList<>();
        for (Step step : steps) {
            int id = ++injected;
            AtomicReference<@Nullable ActiveFault> fault = new AtomicReference<>();
            events.add(new Event(step.at(), () -> fault.set(inject(step, id, aiming))));
            events.add(new Event(step.at().plus(step.lasts()), () -> heal(fault.get())));
        }
        events.sort(Comparator.comparing(Event::at));
        for (int i = 0; i < events.size(); i++) {
            Duration left = Durations.scale(events.get(i).at(), scale).minusNanos(System.nanoTime() - start);
            if (Pause.until(over, left, LOOK)) {
                phase("after");
                close();
                return;
            }
            if (i == 0) {
                phase("during");
            }
            if (i == events.size() - 1) {
                phase("after");
            }
            events.get(i).action().run();
        }
        awaitGone();
    }

    private ActiveFault inject(Step step, int id, Aiming aiming) {
        Fault fault = Faults.named(step.fault());
        Strike strike = aiming.at(step, fault.form(), seed + id);
        ActiveFault active = new ActiveFault(recorder, step.fault(), id, fault.aim(cluster, strike), strike.lasts());
        this.active.add(active);
        active.inject();
        return active;
    }

    private void heal(@Nullable ActiveFault fault) {
        if (fault != null) {
            active.remove(fault);
            healed.add(fault);
            fault.heal(HEALING);
        }
    }

    private void awaitGone() {
        healed.forEach(ActiveFault::awaitGone);
        healed.clear();
    }

    /** Records that a phase begins. */
    public void phase(String name) {
        recorder.nemesis("phase", Keyword.of(name));
    }

    /** Heals whatever is still broken, whatever happened. */
    @Override
    public void close() {
        List.copyOf(active).forEach(this::heal);
        awaitGone();
    }
}
