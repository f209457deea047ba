package io.schism.harness.report;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far the wall clock of each member was off, as observers saw it change; empty where nobody looked. */
record ClockSkew(List<Clock> clocks) {
    private static final int MOST_CLOCKS = 24;

    /** The changes of one member, in order; each holds until the next. The last entry repeats what held at the end of the run. */
    record Clock(String name, double[] seconds, double[] millis) {}

    /** @param to the end of the run, in nanoseconds */
    static ClockSkew of(History history, long to) {
        Map<String, List<double[]>> samples = new LinkedHashMap<>();
        for (Operation o : history.observed("clock")) {
            String node = o.text("node");
            if (node != null && o.time() >= 0 && Field.of(o.value(), "offset-ms") instanceof Number offset) {
                samples.computeIfAbsent(Shown.name(node), n -> new ArrayList<>())
                        .add(new double[] {o.time() / 1e9, offset.doubleValue()});
            }
        }
        samples.values().forEach(seen -> seen.add(new double[] {to / 1e9, seen.get(seen.size() - 1)[1]}));
        return new ClockSkew(samples.entrySet().stream()
                .limit(MOST_CLOCKS)
                .map(e -> new Clock(e.getKey(), column(e.getValue(), 0), column(e.getValue(), 1)))
                .toList());
    }

    private static double[] column(List<double[]> samples, int column) {
        return samples.stream().mapToDouble(s -> s[column]).toArray();
    }
}
