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
 * @param steps the fault plan, in order of time
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
        List<Step> steps,
        Duration stop,
        List<WorkMinimum> work,
        Map<String, Formula> gapLimits,
        List<String> checkers,
        Expectation expect) {

    /** The names that formulas may use. */
    public static final List<String> NAMES = List.of("T", "tick", "sync", "probe", "cut", "before", "after");

    /** How often a controller probes the primary, before scaling. */
    public static final Duration PROBE = Duration.ofMillis(500);

    /** What the names of formulas stand for, in seconds, when every duration is multiplied by {@code scale}. */
    public Map<String, Double> values(double scale) {
        Duration begins = steps.isEmpty() ? stop : steps.get(0).at();
        Duration ends = steps.stream()
                .map(s -> s.at().plus(s.lasts()))
                .max(Duration::compareTo)
                .orElse(stop);
        Map<String, Double> values = new TreeMap<>();
        values.put("T", seconds(topology.zooKeeper().sessionTimeout(), scale));
        values.put("tick", seconds(topology.zooKeeper().tick(), scale));
        values.put(
                "sync",
                seconds(topology.zooKeeper().tick(), scale)
                        * topology.zooKeeper().syncLimit());
        values.put("probe", seconds(PROBE, scale));
        values.put("before", seconds(begins, scale));
        values.put("cut", steps.isEmpty() ? 0 : seconds(longest(), scale));
        values.put("after", seconds(stop.minus(ends), scale));
        return values;
    }

    /**
     * The same, its load stopped at another time.
     *
     * @throws UserError where a fault would not be healed by then
     */
    public Variant stoppingAt(Duration time) {
        Duration healed = steps.stream()
                .map(s -> s.at().plus(s.lasts()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (time.compareTo(healed) < 0) {
            throw UserError.usage(
                    "the last fault is healed at " + Durations.write(healed) + ", after --time "
                            + Durations.write(time),
                    "give more time, or shorten the whole with --scale");
        }
        return new Variant(name, title, topology, service, load, steps, time, work, gapLimits, checkers, expect);
    }

    private Duration longest() {
        return steps.stream().map(Step::lasts).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static double seconds(Duration duration, double scale) {
        return duration.toNanos() / 1e9 * scale;
    }
}
