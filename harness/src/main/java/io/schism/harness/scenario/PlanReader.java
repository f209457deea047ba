package io.schism.harness.scenario;

import io.schism.harness.scenario.Plan.Choice;
import io.schism.harness.scenario.Plan.Drawn;
import io.schism.harness.scenario.Plan.Group;
import io.schism.harness.scenario.Plan.Item;
import io.schism.harness.scenario.Plan.Quiet;
import io.schism.harness.scenario.Plan.Range;
import io.schism.harness.scenario.Plan.Repeated;
import io.schism.harness.scenario.Plan.Rest;
import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a fault plan. */
final class PlanReader {
    private final StepReader steps;
    private final MomentReader moments;

    PlanReader(Vocabulary vocabulary, Sight sight) {
        this.steps = new StepReader(vocabulary, sight);
        this.moments = new MomentReader(vocabulary, sight);
    }

    /**
     * What a line takes from where it stands.
     *
     * @param begins when it begins where it does not say; null where it must
     * @param lasts how long what is around it lasts; null where nothing says so
     * @param least how much is left of what is around it at least, where that is drawn
     * @param mayWait whether it may wait for an event
     * @param waits whether what is around it waits for one
     */
    private record Place(
            @Nullable Moment begins, @Nullable Duration lasts, Duration least, boolean mayWait, boolean waits) {
        static final Place TOP = new Place(null, null, Duration.ZERO, true, false);

        static Place choice(Duration least) {
            return new Place(Moment.START, Choice.DRAWN, least, false, false);
        }

        Place inside(Moment when, @Nullable Duration groupLasts) {
            Duration left = when instanceof Moment.At at ? least.minus(at.time()) : least;
            return new Place(Moment.START, groupLasts, left, mayWait, waits || when instanceof Moment.After);
        }

        /** Whether it can be repeated until the load stops: chance chooses what has an end, and after an event none is known. */
        boolean isTimed(Moment when) {
            return mayWait && !waits && when instanceof Moment.At;
        }
    }

    /** The plan, as written; a mistake in it is a {@code UserError} with its line. */
    Plan read(YamlValue plan) {
        List<Item> items = new ArrayList<>();
        for (YamlValue line : plan.list()) {
            Map<String, YamlValue> keys = line.entries();
            if (keys.containsKey("random")) {
                items.add(random(alone(line, "random")));
            } else if (keys.containsKey("quiet")) {
                items.add(quiet(alone(line, "quiet")));
            } else {
                items.add(item(line, Place.TOP));
            }
        }
        return new Plan(items);
    }

    private static YamlValue alone(YamlValue line, String key) {
        return line.required(line.map(key), key);
    }

    private Item item(YamlValue line, Place place) {
        Map<String, YamlValue> keys = line.entries();
        for (String key : List.of("random", "quiet")) {
            if (keys.containsKey(key)) {
                throw keys.get(key).wrong("stands within another line", "give it a line of the plan's own");
            }
        }
        return keys.containsKey("steps") ? group(line, place) : step(line, place);
    }

    private Item group(YamlValue line, Place place) {
        Map<String, YamlValue> keys = line.map("at", "after", "for", "steps", "repeat");
        Moment when = moment(line, keys, place);
        Place inside = place.inside(when, lasts(line, keys, when, place));
        List<YamlValue> lines = line.required(keys, "steps").list();
        if (lines.isEmpty()) {
            throw line.required(keys, "steps").wrong("is empty", "write at least one step");
        }
        Item group = new Group(when, lines.stream().map(l -> item(l, inside)).toList());
        return keys.containsKey("repeat") ? repeated(group, keys.get("repeat"), place.isTimed(when)) : group;
    }

    private Item step(YamlValue line, Place place) {
        Map<String, YamlValue> keys = steps.keys(line);
        Moment when = moment(line, keys, place);
        Duration lasts = lasts(line, keys, when, place);
        if (lasts == null) {
            lasts = line.required(keys, "for").duration();
        }
        Step step = steps.read(line, keys, when, lasts);
        Item item = keys.containsKey("flap") ? flapping(step, keys.get("flap")) : step;
        return keys.containsKey("repeat") ? repeated(item, keys.get("repeat"), place.isTimed(when)) : item;
    }

    private Moment moment(YamlValue line, Map<String, YamlValue> keys, Place place) {
        if (keys.containsKey("after") && !place.mayWait()) {
            throw keys.get("after")
                    .wrong("stands in a random choice", "choices begin at times; write `at`, or nothing");
        }
        Optional<Moment> said = moments.read(keys);
        if (said.isPresent()) {
            return said.get();
        }
        return place.begins() != null
                ? place.begins()
                : new Moment.At(line.required(keys, "at").duration());
    }

    /** How long a line says that it lasts, or what is left of the group around it; null where neither says so. */
    private static @Nullable Duration lasts(YamlValue line, Map<String, YamlValue> keys, Moment when, Place place) {
        if (keys.containsKey("for")) {
            return keys.get("for").duration();
        }
        Duration around = place.lasts();
        if (around == null || !(when instanceof Moment.At at) || at.time().isZero()) {
            return around;
        }
        boolean isDrawn = around.equals(Choice.DRAWN);
        Duration left = (isDrawn ? place.least() : around).minus(at.time());
        if (left.isZero() || left.isNegative()) {
            throw line.required(keys, "at")
                    .wrong(
                            isDrawn ? "may be when its random choice has ended" : "is when its group has ended",
                            "begin earlier, or add `for`");
        }
        return isDrawn ? around : left;
    }

    /** On and off, for as long as the step lasts. */
    private static Item flapping(Step step, YamlValue value) {
        Map<String, YamlValue> keys = value.map("on", "off");
        Duration on = positive(value.required(keys, "on"));
        Duration off = positive(value.required(keys, "off"));
        if (step.lasts().equals(Choice.DRAWN)) {
            throw value.wrong("needs to know how long", "add `for` to the choice");
        }
        Duration every = on.plus(off);
        int times = (int) (step.lasts().plus(off).toNanos() / every.toNanos());
        if (times < 1) {
            throw value.wrong("is on for longer than the step lasts", "make `for` longer, or `on` shorter");
        }
        return new Repeated(step.lasting(on), every, times, true);
    }

    private static Item repeated(Item item, YamlValue value, boolean timed) {
        Map<String, YamlValue> keys = value.map("every", "times");
        int times = keys.containsKey("times") ? keys.get("times").integer(1, 1000) : 0;
        if (times == 0 && !timed) {
            throw value.wrong("has no end after an event, or in a random choice", "add `times: 3`");
        }
        return new Repeated(item, positive(value.required(keys, "every")), times);
    }

    private Item quiet(YamlValue value) {
        Map<String, YamlValue> keys = value.map("at", "for", "every", "after");
        Duration lasts = positive(value.required(keys, "for"));
        if (keys.containsKey("after")) {
            return rest(value, keys, lasts);
        }
        Duration every = keys.containsKey("every") ? positive(keys.get("every")) : Duration.ZERO;
        if (!every.isZero() && every.compareTo(lasts) <= 0) {
            throw value.required(keys, "every").wrong("leaves no time for faults", "make it longer than `for`");
        }
        return new Quiet(value.required(keys, "at").duration(), lasts, every);
    }

    private static Item rest(YamlValue value, Map<String, YamlValue> keys, Duration lasts) {
        for (String key : List.of("at", "every")) {
            if (keys.containsKey(key)) {
                throw value.required(keys, key).wrong("stands beside `after`", "give one of them a line of its own");
            }
        }
        YamlValue after = value.required(keys, "after");
        if (!after.text().equals("healed")) {
            throw after.wrong("is no end of a fault", "write `after: healed`");
        }
        return new Rest(lasts);
    }

    private Item random(YamlValue value) {
        Map<String, YamlValue> keys = value.map("from", "until", "between", "lasts", "choose");
        Range between = range(value.required(keys, "between"));
        if (between.least().isZero()) {
            throw value.required(keys, "between").wrong("may be nothing", "leave at least 1ms between two faults");
        }
        Range lasts = range(value.required(keys, "lasts"));
        List<YamlValue> choices = value.required(keys, "choose").list();
        if (choices.isEmpty()) {
            throw value.required(keys, "choose").wrong("is empty", "name at least one fault");
        }
        return new Drawn(
                keys.containsKey("from") ? keys.get("from").duration() : Duration.ZERO,
                keys.containsKey("until") ? positive(keys.get("until")) : Duration.ZERO,
                between,
                lasts,
                choices.stream().map(line -> choice(line, lasts.least())).toList(),
                keys.getOrDefault("until", value).place());
    }

    private Choice choice(YamlValue line, Duration least) {
        Map<String, YamlValue> keys = line.entries();
        double weight = keys.containsKey("weight") ? keys.get("weight").positive() : 1;
        if (keys.containsKey("repeat")) {
            throw keys.get("repeat").wrong("stands in a random choice", "give the choice a greater weight");
        }
        return new Choice(weight, List.of(item(line.without("weight"), Place.choice(least))));
    }

    private static Range range(YamlValue value) {
        List<YamlValue> bounds = value.list();
        if (bounds.size() != 2
                || bounds.get(0).duration().compareTo(bounds.get(1).duration()) > 0) {
            throw value.wrong("must be two times, the shorter first", "write [2s, 10s]");
        }
        return new Range(bounds.get(0).duration(), bounds.get(1).duration());
    }

    private static Duration positive(YamlValue value) {
        Duration duration = value.duration();
        if (duration.toMillis() < 1) {
            throw value.wrong("is too short", "give it 1ms at least");
        }
        return duration;
    }

    /**
     * Says what of a plan cannot be, whatever the seed.
     *
     * @param stop where the scenario says when the load stops
     */
    static void check(Plan plan, YamlValue stop) {
        for (Item item : plan.items()) {
            if (item instanceof Drawn drawn && drawn.until().compareTo(stop.duration()) > 0) {
                throw drawn.place()
                        .wrong(
                                "lasts until " + Durations.write(drawn.until()) + ", and the load stops at "
                                        + Durations.write(stop.duration()),
                                "stop the load later, or leave `until` out");
            }
        }
        Plan expanded = plan.expanded(0, stop.duration());
        for (Step step : expanded.steps()) {
            if (step.ends().compareTo(stop.duration()) > 0) {
                throw stop.wrong("comes before the last fault is healed", "stop the load later, or heal earlier");
            }
            for (Quiet window : expanded.quiet()) {
                if (step.when() instanceof Moment.At at && window.meets(at.time(), step.ends())) {
                    throw step.place()
                            .wrong(
                                    "`" + step.fault() + "` would break the quiet window at "
                                            + Durations.write(window.at()),
                                    "move one of them");
                }
            }
        }
    }
}
