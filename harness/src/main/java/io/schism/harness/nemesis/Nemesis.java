package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.scenario.Plan;
import io.schism.harness.scenario.Step;
import io.schism.harness.scenario.Target;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a fault plan, and records when each fault was pending, in force, healed or failed.
 *
 * <p>A fault counts as in force when a sweep of probes over all that it should break finds it whole, and as failed as soon
 * as a later sweep finds a leak: the system under test must not be judged by a fault that was not there. One that was
 * planned and never injected, for what it waited for never came, has failed too.
 */
public final class Nemesis implements AutoCloseable {
    private final Cluster cluster;
    private final Recorder recorder;
    private final Sightings sightings;
    private final long seed;
    private final List<ActiveFault> active = new ArrayList<>();
    private int numbered;

    /**
     * @param seed of what steps without a seed of their own leave to chance
     * @param sightings what the recorder's lines tell; steps that wait for an event wait for these
     */
    public Nemesis(Cluster cluster, Recorder recorder, long seed, Sightings sightings) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.seed = seed;
        this.sightings = sightings;
    }

    /**
     * Injects and heals each step of an expanded plan at its time, counted from {@code start} on the monotonic clock, and
     * returns when the last is healed; {@code scale} multiplies all times. Marks the phases {@code :during} at the first
     * injection and {@code :after} at the last heal. Once {@code over} holds, all is healed at once and nothing more is
     * injected.
     *
     * @param length how long the load goes on, scaled: what waits for an event waits no longer
     */
    public void carryOut(Plan plan, double scale, long start, Duration length, BooleanSupplier over) {
        Aiming aiming = Aiming.in(cluster, scale, plan.steps());
        new Course(this, recorder, sightings, aiming, scale, start, length).run(plan, over);
        close();
    }

    /** The number of the next fault of the history. */
    int number() {
        return ++numbered;
    }

    /** The fault that a step makes now; empty where it cannot be aimed, which is recorded. */
    Optional<ActiveFault> inject(Step step, int id, Aiming aiming) {
        Fault fault = Faults.named(step.fault());
        Map<Keyword, @Nullable Object> planned = planned(step.target());
        ActiveFault injected;
        try {
            Strike strike = aiming.at(step, fault.form(), step.seed() == 0 ? seed + id : step.seed());
            planned.put(Keyword.of("lasts-ms"), strike.lasts().toMillis());
            injected = new ActiveFault(
                    recorder,
                    step.fault(),
                    id,
                    fault.aim(cluster, strike),
                    strike,
                    cluster.silenced(),
                    planned,
                    ActiveFault.HEALING);
        } catch (RuntimeException e) {
            neverInjected(step, id, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        active.add(injected);
        injected.inject();
        return Optional.of(injected);
    }

    /** Records that a planned fault was not injected. */
    void neverInjected(Step step, int id, String reason) {
        Map<Keyword, @Nullable Object> value = new LinkedHashMap<>();
        value.put(Keyword.of("id"), (long) id);
        value.put(Keyword.of("state"), Keyword.of("failed"));
        value.putAll(planned(step.target()));
        value.put(Keyword.of("reason"), "never injected: " + reason);
        recorder.nemesis(step.fault(), value);
    }

    /** The plan's words, where they leave open whom they mean. */
    private static Map<Keyword, @Nullable Object> planned(Target target) {
        Map<Keyword, @Nullable Object> words = new LinkedHashMap<>();
        if (target instanceof Target.Shaped shaped) {
            words.put(Keyword.of("shape"), shaped.shape().word());
            words.put(Keyword.of("targets"), shaped.targets());
        } else if (target instanceof Target.Members members) {
            words.put(Keyword.of("targets"), members.names());
        }
        return words;
    }

    /** Records that a phase begins. */
    public void phase(String name) {
        recorder.nemesis("phase", Keyword.of(name));
    }

    /** Heals whatever is still broken, whatever happened. */
    @Override
    public void close() {
        active.forEach(ActiveFault::heal);
        active.forEach(ActiveFault::await);
        active.clear();
    }
}
