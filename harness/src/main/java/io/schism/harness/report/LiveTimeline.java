package io.schism.harness.report;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The timeline of a run that still goes on: takes its lines as they come and gives what is drawn of them so far. It keeps
 * what observers and the nemesis said, and of the clients' calls no more than counts.
 */
public final class LiveTimeline {
    private static final long SECOND = 1_000_000_000L;

    private final List<Operation> seen = new ArrayList<>();
    private final Map<String, List<long[]>> counts = new LinkedHashMap<>();
    private final Map<Long, String> regionOf = new HashMap<>();
    private long last;
    private boolean closing;

    /** Takes the next line of the history. */
    public void add(Operation operation) {
        last = Math.max(last, operation.time());
        if (!operation.isClient()) {
            closing |= operation.f().equals("phase") && Keyword.of("final").equals(operation.value());
            seen.add(operation);
        } else if (operation.isInvocation()) {
            String region = operation.text("region");
            regionOf.put(operation.process(), region == null ? "" : region);
        } else if (!closing) {
            count(operation);
        }
    }

    private void count(Operation done) {
        List<long[]> seconds =
                counts.computeIfAbsent(regionOf.getOrDefault(done.process(), ""), r -> new ArrayList<>());
        int second = (int) Math.min(Math.max(done.time(), 0) / SECOND, 100_000);
        while (seconds.size() <= second) {
            seconds.add(new long[3]);
        }
        seconds.get(second)[
                switch (done.type()) {
                    case OK -> 0;
                    case FAIL -> 1;
                    default -> 2;
                }]++;
        if (done.type() == Operation.Type.INFO) {
            regionOf.remove(done.process());
        }
    }

    /** What is known so far, as JSON for the page's script. */
    public String json() {
        History history = History.of(seen);
        Regions regions = Regions.of(Map.of(), history);
        Timeline timeline = Timeline.of(history, regions).until(last);
        List<Throughput.Region> each = new ArrayList<>();
        int length = (int) Math.min(last / SECOND, 100_000) + 1;
        Set<String> names = new LinkedHashSet<>(regions.names());
        names.retainAll(counts.keySet());
        names.addAll(counts.keySet());
        for (String region : names) {
            List<long[]> seconds = counts.getOrDefault(region, List.of());
            each.add(new Throughput.Region(
                    Shown.name(region),
                    column(seconds, 0, length),
                    column(seconds, 1, length),
                    column(seconds, 2, length)));
        }
        return PageData.of(timeline, false, new Throughput(SECOND, each), LiveTimeline::claimed);
    }

    private static long[] column(List<long[]> seconds, int outcome, int length) {
        long[] column = new long[length];
        for (int i = 0; i < Math.min(length, seconds.size()); i++) {
            column[i] = seconds.get(i)[outcome];
        }
        return column;
    }

    private static String claimed(Timeline.Claim claim) {
        return claim.nodes().size() + " claim to be primary for " + Shown.seconds(claim.to() - claim.from());
    }
}
