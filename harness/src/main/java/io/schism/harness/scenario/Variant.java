package io.schism.harness.scenario;

import io.schism.harness.cluster.Service;
import io.schism.harness.cluster.Topology;
import io.schism.harness.yaml.Durations;
import io.schism.histories.error.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One service under one plan, complete: what a run needs to know.
 *
 * @param name what users type: {@code A}
 * @param service who serves: the harness's own with a policy, or the user's
 * @param plan the fault plan, as written; {@link #expanded} draws what it leaves to chance
 * @param stop when the load stops
 * @param gapLimits the longest gap that a region's clients may see; regions without one are not judged
 * @param checkers which judge
 */
public record Variant(
        String name,
        String title,
        Topology topology,
        Service service,
        List<LoadLine> load,
        Plan plan,
        Duration stop,
        List<WorkMinimum> work,
        Map<String, Formula> gapLimits,
        List<String> checkers,
        Expectation expect) {

    /** The names that formulas may use. */
    public static final List<String> NAMES = List.of("T", "tick", "sync", "probe", "cut", "before", "after");

    /** How often a controller probes the primary, before scaling. */
    public static final Duration PROBE = Duration.ofMillis(500);

    /** The same, all that its plan leaves to chance drawn from the seed. */
    public Variant expanded(long seed) {
        return new Variant(
                name,
                title,
                topology,
                service,
                load,
                plan.expanded(seed, stop),
                stop,
                work,
                gapLimits,
                checkers,
                expect);
    }

    /**
     * What the names of formulas stand for, in seconds, when every duration is multiplied by {@code scale}; a step that
     * waits for an event counts from the earliest time at which that can come.
     */
    public Map<String, Double> values(double scale) {
        List<Step> steps = plan.expanded(0, stop).steps();
        Duration begins = steps.isEmpty() ? stop : steps.get(0).when().earliest();
        Duration ends = steps.stream().map(Step::ends).max(Duration::compareTo).orElse(stop);
        Duration longest =
                steps.stream().map(Step::lasts).max(Duration::compareTo).orElse(Duration.ZERO);
        Map<String, Double> values = new TreeMap<>();
        values.put("T", seconds(topology.zooKeeper().sessionTimeout(), scale));
        values.put("tick", seconds(topology.zooKeeper().tick(), scale));
        values.put(
                "sync",
                seconds(topology.zooKeeper().tick(), scale)
                        * topology.zooKeeper().syncLimit());
        values.put("probe", seconds(PROBE, scale));
        values.put("before", seconds(begins, scale));
        values.put("cut", seconds(longest, scale));
        values.put("after", seconds(stop.minus(ends), scale));
        return values;
    }

    /**
     * The same, its load stopped at another time.
     *
     * @throws UserError where a fault would not be healed by then
     */
    public Variant stoppingAt(Duration time) {
        Duration healed = plan.expanded(0, time).steps().stream()
                .map(Step::ends)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (time.compareTo(healed) < 0) {
            throw UserError.usage(
                    "the last fault is healed at " + Durations.write(healed) + ", after --time "
                            + Durations.write(time),
                    "give more time, or shorten the whole with --scale");
        }
        return new Variant(name, title, topology, service, load, plan, time, work, gapLimits, checkers, expect);
    }

    private static double seconds(Duration duration, double scale) {
        return duration.toNanos() / 1e9 * scale;
    }
}
