package io.schism.harness.scenario;

import io.schism.harness.yaml.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * One line of a fault plan, told in Java with the words of the YAML. Immutable.
 *
 * <pre>{@code
 * Plan plan = Library.plan(topology,
 *     fault("cut").at(seconds(10)).shape("isolate", "primary").lasting(seconds(20)),
 *     fault("kill").on("one of replicas").after("promotion", seconds(2)).lasting(seconds(3)),
 *     together(fault("cut").shape("bridge"), fault("pause").on("minority")).at(seconds(40)).lasting(seconds(5)),
 *     quiet(seconds(50), seconds(10)));
 * }</pre>
 */
public final class PlanLine {
    private final Map<String, Object> keys;

    private PlanLine(Map<String, Object> keys) {
        this.keys = keys;
    }

    /** A fault by its name. */
    public static PlanLine fault(String name) {
        return new PlanLine(Map.of()).with("fault", name);
    }

    /** Steps whose moments are told from the moment of the whole; without moments of their own they begin together. */
    public static PlanLine together(PlanLine... steps) {
        return new PlanLine(Map.of()).with("steps", maps(List.of(steps)));
    }

    /** A window in which nothing is broken. */
    public static PlanLine quiet(Duration at, Duration lasts) {
        return new PlanLine(Map.of()).with("quiet", Map.of("at", Durations.write(at), "for", Durations.write(lasts)));
    }

    /** A window after each heal in which nothing breaks that is drawn, or that waits for an event. */
    public static PlanLine quietAfterHeals(Duration lasts) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("after", "healed");
        keys.put("for", Durations.write(lasts));
        return new PlanLine(Map.of()).with("quiet", keys);
    }

    /** Faults drawn by weight, until the load stops: so long from one heal to the next injection, so long each. */
    public static PlanLine random(
            Duration leastBetween, Duration mostBetween, Duration leastLength, Duration mostLength) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("between", List.of(Durations.write(leastBetween), Durations.write(mostBetween)));
        keys.put("lasts", List.of(Durations.write(leastLength), Durations.write(mostLength)));
        keys.put("choose", List.of());
        return new PlanLine(Map.of()).with("random", keys);
    }

    /** To a {@link #random}: one more fault that may be drawn. */
    public PlanLine choice(double weight, PlanLine step) {
        if (!(keys.get("random") instanceof Map<?, ?> random)) {
            throw new IllegalStateException("choices belong to random(...)");
        }
        Map<String, Object> more = new LinkedHashMap<>();
        random.forEach((key, value) -> more.put(String.valueOf(key), value));
        List<Object> choices = new ArrayList<>((List<?>) random.get("choose"));
        choices.add(step.with("weight", weight).keys);
        more.put("choose", choices);
        return with("random", more);
    }

    /** At a time from the start of the load, or of the group that it stands in. */
    public PlanLine at(Duration time) {
        return with("at", Durations.write(time));
    }

    /** So long after an event of {@link Event.Kind}, in its words: {@code promotion}. */
    public PlanLine after(String event, Duration delay) {
        return with("after", Map.of("event", event, "delay", Durations.write(delay)));
    }

    /** Healed so long after its injection. */
    public PlanLine lasting(Duration length) {
        return with("for", Durations.write(length));
    }

    /** Aimed at members: names, or words of {@link Who}. */
    public PlanLine on(String... targets) {
        return with("targets", List.of(targets));
    }

    /** A network that falls in parts, aimed at members where there are any. */
    public PlanLine shape(String shape, String... targets) {
        PlanLine shaped = with("shape", shape);
        return targets.length == 0 ? shaped : shaped.on(targets);
    }

    /** Again, so long from one beginning to the next. */
    public PlanLine repeated(Duration every, int times) {
        return with("repeat", Map.of("every", Durations.write(every), "times", times));
    }

    /** On and off, for as long as it lasts. */
    public PlanLine flapping(Duration on, Duration off) {
        return with("flap", Map.of("on", Durations.write(on), "off", Durations.write(off)));
    }

    /** Any other key: settings of the fault's own, {@code of}, {@code sides}, {@code from}, {@code to}. */
    public PlanLine with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(keys);
        more.put(key, value);
        return new PlanLine(more);
    }

    /** A plan's text in YAML. */
    public static String text(List<PlanLine> lines) {
        return new Yaml().dump(maps(lines));
    }

    private static List<Map<String, Object>> maps(List<PlanLine> lines) {
        return lines.stream().map(line -> line.keys).toList();
    }
}
