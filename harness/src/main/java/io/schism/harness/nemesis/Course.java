package io.schism.harness.nemesis;

import io.schism.harness.scenario.Calm;
import io.schism.harness.scenario.Event;
import io.schism.harness.scenario.Moment;
import io.schism.harness.scenario.Plan;
import io.schism.harness.scenario.Step;
import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.YamlValue;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** One plan as it is carried out: what is due when, and what still waits. Times count from the load's start. */
final class Course {
    private static final Duration LOOK = Duration.ofMillis(10);

    private record Due(Duration at, int order, boolean isHeal, Runnable action) {}

    private record Waiting(Step step, int id) {}

    private final Nemesis nemesis;
    private final Sightings sightings;
    private final Aiming aiming;
    private final double scale;
    private final long start;
    private final long recorderStart;
    private final Duration length;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private final List<Waiting> waiting = new ArrayList<>();
    private Calm calm = new Calm(List.of(), Duration.ZERO);
    private boolean hasBegun;
    private boolean isOver;

    Course(
            Nemesis nemesis,
            Recorder recorder,
            Sightings sightings,
            Aiming aiming,
            double scale,
            long start,
            Duration length) {
        this.nemesis = nemesis;
        this.sightings = sightings;
        this.aiming = aiming;
        this.scale = scale;
        this.start = start;
        this.recorderStart = recorder.time() - (System.nanoTime() - start);
        this.length = length;
    }

    void run(Plan plan, BooleanSupplier over) {
        List<Plan.Quiet> quiet = plan.quiet().stream()
                .map(q -> new Plan.Quiet(scaled(q.at()), scaled(q.lasts()), Duration.ZERO))
                .toList();
        calm = new Calm(quiet, scaled(plan.rest()));
        for (Step step : plan.steps()) {
            int id = nemesis.number();
            if (step.when() instanceof Moment.At at) {
                schedule(step, id, scaled(at.time()));
            } else {
                waiting.add(new Waiting(step, id));
            }
        }
        if (due.isEmpty() && waiting.isEmpty()) {
            return;
        }
        while (!due.isEmpty() || !waiting.isEmpty()) {
            Duration next = due.isEmpty() ? length : due.peek().at();
            Pause.until(() -> over.getAsBoolean() || admit(), next.minus(elapsed()), LOOK);
            if (over.getAsBoolean()) {
                break;
            }
            act();
        }
        after();
    }

    private void after() {
        if (!isOver) {
            isOver = true;
            nemesis.phase("after");
        }
    }

    /** Does what is due; gives up what waits once the load is over. */
    private void act() {
        if (!due.isEmpty() && due.peek().at().compareTo(elapsed()) <= 0) {
            Due first = due.remove();
            if (!hasBegun) {
                hasBegun = true;
                nemesis.phase("during");
            }
            if (first.isHeal() && due.isEmpty() && waiting.isEmpty()) {
                after();
            }
            first.action().run();
        } else if (due.isEmpty() && length.compareTo(elapsed()) <= 0 && !waiting.isEmpty()) {
            waiting.forEach(w -> nemesis.neverInjected(
                    w.step(), w.id(), words(w.step().when()) + " did not come while the load went on"));
            waiting.clear();
        }
    }

    /** Schedules whatever waited for what has happened by now. */
    private boolean admit() {
        boolean admitted = false;
        for (Waiting each : List.copyOf(waiting)) {
            Optional<Duration> time = time(each.step().when());
            if (time.isPresent()) {
                waiting.remove(each);
                admitted = true;
                admit(each, time.get());
            }
        }
        return admitted;
    }

    private void admit(Waiting each, Duration time) {
        Duration lasts = scaled(each.step().lasts());
        Duration at = calm.free(time.compareTo(elapsed()) < 0 ? elapsed() : time, lasts);
        if (at.plus(lasts).compareTo(length) > 0) {
            nemesis.neverInjected(
                    each.step(),
                    each.id(),
                    words(each.step().when()) + " came too late for it to be healed before the load ends");
        } else {
            schedule(each.step(), each.id(), at);
        }
    }

    /** From the start of the load; empty while an event is missing. */
    private Optional<Duration> time(Moment moment) {
        if (moment instanceof Moment.At at) {
            return Optional.of(scaled(at.time()));
        }
        Moment.After after = (Moment.After) moment;
        return time(after.since()).flatMap(since -> {
            OptionalLong seen = sightings.first(after.event(), recorderStart + since.toNanos());
            return seen.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Duration.ofNanos(seen.getAsLong() - recorderStart).plus(scaled(after.delay())));
        });
    }

    private void schedule(Step step, int id, Duration at) {
        calm.breaks(at, at.plus(scaled(step.lasts())));
        due.add(new Due(at, 2 * id, false, () -> nemesis.inject(step, id, aiming)
                .ifPresent(fault -> heal(fault, id, at.plus(scaled(step.lasts()))))));
    }

    private void heal(ActiveFault fault, int id, Duration at) {
        due.add(new Due(at, 2 * id + 1, true, fault::heal));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration scaled(Duration duration) {
        return Durations.scale(duration, scale);
    }

    private static String words(Moment moment) {
        Event event = ((Moment.After) moment).event();
        String word = YamlValue.word(event.kind());
        return event.of().isEmpty() ? word : word + " of " + event.of();
    }
}
