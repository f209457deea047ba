package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * RECOVERY: whether each region's clients were served again soon enough. Recovery takes from the first fault in force to the
 * earliest time from which 99 % of the calls succeed over a window (5 s where nothing else is said), the first of them too;
 * a compare-and-set that was refused as {@code mismatch} succeeded. Unknown without a nemesis line {@code {:state :in-force}},
 * and where the load ended too early to tell.
 *
 * <p>Figure: {@code recovery-ms} by region, absent where it never came.
 */
public final class RecoveryTime implements Checker {
    /** For how long calls must succeed. */
    public static final Duration WINDOW = Duration.ofSeconds(5);

    private final long limit;
    private final long window;

    /**
     * @param limit the longest tolerable recovery
     * @param window for how long calls must succeed
     */
    public RecoveryTime(Duration limit, Duration window) {
        this.limit = limit.toNanos();
        this.window = window.toNanos();
    }

    @Override
    public String name() {
        return "RECOVERY";
    }

    @Override
    public Verdict check(History history) {
        Operation fault = Recovery.firstInForce(history);
        if (fault == null) {
            return unknown("no fault was in force: there was nothing to recover from");
        }
        Map<String, List<Call>> load = load(history);
        if (load.isEmpty() || fault.time() < 0) {
            return unknown(load.isEmpty() ? "no client call before the closing reads" : "the history tells no times");
        }
        Map<String, Long> recovered = Recovery.nanos(history, load, window);
        List<Evidence> late = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        load.forEach((region, calls) -> {
            Long took = recovered.get(region);
            long watched = Recovery.end(calls) - fault.time();
            if (took != null && took > limit) {
                late.add(evidence(region, calls, fault, "recovered " + Phrases.seconds(took) + " after the fault"));
            } else if (took == null && watched >= limit + window) {
                late.add(evidence(
                        region,
                        calls,
                        fault,
                        "had not recovered when its load ended, " + Phrases.seconds(watched) + " after the fault"));
            } else if (took == null) {
                undecided.add(subject(region));
            }
        });
        return decide(figures(recovered), late, undecided);
    }

    private static Map<String, List<Call>> load(History history) {
        Phases phases = Phases.of(history);
        Map<String, List<Call>> load = new TreeMap<>();
        history.calls(phases::isLoad)
                .forEach(call -> load.computeIfAbsent(Load.of(call).region(), region -> new ArrayList<>())
                        .add(call));
        return load;
    }

    private Verdict decide(Map<String, @Nullable Object> figures, List<Evidence> late, List<String> undecided) {
        String within = " within " + Phrases.seconds(limit);
        if (!late.isEmpty()) {
            String reason = "not recovered" + within + ": " + late.get(0).text()
                    + (late.size() > 1 ? ", and " + Phrases.count(late.size() - 1, "more region") : "");
            return new Verdict(name(), Validity.INVALID, reason, figures, late);
        }
        if (!undecided.isEmpty()) {
            String reason = "the load ended too early to tell whether it recovered" + within + ", and served for "
                    + Phrases.seconds(window) + " then: " + String.join(", ", undecided);
            return new Verdict(name(), Validity.UNKNOWN, reason, figures, List.of());
        }
        return new Verdict(name(), Validity.VALID, "recovered" + within, figures, List.of());
    }

    private Verdict unknown(String reason) {
        return new Verdict(name(), Validity.UNKNOWN, reason, Map.of(), List.of());
    }

    private static Map<String, @Nullable Object> figures(Map<String, Long> recovered) {
        Map<String, Double> millis = new TreeMap<>();
        recovered.forEach((region, nanos) -> millis.put(region, Phrases.millis(nanos)));
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("recovery-ms", millis);
        return figures;
    }

    /** The fault, and the last call that the limit should have seen answered and was not. */
    private Evidence evidence(String region, List<Call> calls, Operation fault, String what) {
        List<Long> indices = new ArrayList<>();
        indices.add(fault.index());
        Call unanswered = null;
        for (Call call : calls) {
            boolean due = call.invocation().time() >= fault.time() + limit;
            unanswered = due && !Recovery.isAnswered(call) ? call : unanswered;
        }
        if (unanswered != null) {
            indices.add(unanswered.invocation().index());
            unanswered.completion().ifPresent(completion -> indices.add(completion.index()));
        }
        return Evidence.of(subject(region) + " " + what, indices);
    }

    /** Calls may name no region. */
    private static String subject(String region) {
        return region.equals(Load.NOWHERE) ? "the service" : region;
    }
}
