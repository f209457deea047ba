package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * GAP: per client region and class of operation, the longest time in which attempts were made and none succeeded, before the
 * closing reads. It lasts from the last success (or, where nothing was pending then, the next attempt's invocation) to the
 * completion of the next success (or the last attempt's end). A compare-and-set that was refused as {@code mismatch}
 * succeeded: the service did its work. A figure; a verdict only against a limit.
 *
 * <p>Figures: {@code gap-ms} by region and class, {@code longest-gap-ms} by region, {@code recovery-ms} by region: from the first
 * fault in force until 99 % of calls succeed for 5 s (times the scale), absent where that never came.
 */
public final class Gap implements Checker {
    /** Stands for any region in the limits. */
    public static final String ANY = "*";

    private static final Duration RECOVERY_WINDOW = Duration.ofSeconds(5);

    private final Map<String, Duration> limits;
    private final long recoveryWindow;

    /** Figures only. */
    public Gap() {
        this(Map.of(), 1);
    }

    /**
     * @param limits the longest tolerable gap by region; {@link #ANY} for regions not named; empty: no verdict but valid
     * @param scale what the run's durations were multiplied by
     */
    public Gap(Map<String, Duration> limits, double scale) {
        this.limits = Map.copyOf(limits);
        this.recoveryWindow = Math.round(RECOVERY_WINDOW.toNanos() * scale);
    }

    @Override
    public String name() {
        return "GAP";
    }

    @Override
    public Verdict check(History history) {
        Phases phases = Phases.of(history);
        Map<String, List<Call>> byRegion = new TreeMap<>();
        history.calls(phases::isLoad)
                .forEach(call -> byRegion.computeIfAbsent(Load.of(call).region(), region -> new ArrayList<>())
                        .add(call));
        if (byRegion.isEmpty() || history.calls().get(0).invocation().time() < 0) {
            String reason =
                    byRegion.isEmpty() ? "no client call before the closing reads" : "the history tells no times";
            return new Verdict(name(), Validity.UNKNOWN, reason, Map.of(), List.of());
        }
        Map<String, Map<String, Outage>> outages = outages(history, phases);
        Map<String, Outage> longest = new TreeMap<>();
        outages.forEach((region, classes) -> classes.values()
                .forEach(outage -> longest.merge(region, outage, (a, b) -> b.nanos() > a.nanos() ? b : a)));
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        Map<String, Object> gaps = new TreeMap<>();
        outages.forEach((region, classes) -> gaps.put(region, millis(classes)));
        figures.put("gap-ms", gaps);
        figures.put("longest-gap-ms", millis(longest));
        Map<String, Double> recovery = new TreeMap<>();
        Recovery.nanos(history, byRegion, recoveryWindow)
                .forEach((region, nanos) -> recovery.put(region, Phrases.millis(nanos)));
        figures.put("recovery-ms", recovery);
        return decide(longest, figures);
    }

    private Verdict decide(Map<String, Outage> longest, Map<String, @Nullable Object> figures) {
        List<String> exceeded = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        longest.forEach((region, outage) -> {
            evidence.add(evidence(region, outage));
            Duration limit = limits.getOrDefault(region, limits.get(ANY));
            if (limit != null && outage.nanos() > limit.toNanos()) {
                exceeded.add(region + " was without success for " + Phrases.seconds(outage.nanos()) + ", limit "
                        + Phrases.seconds(limit.toNanos()));
            }
        });
        if (!exceeded.isEmpty()) {
            return new Verdict(name(), Validity.INVALID, String.join("; ", exceeded), figures, evidence);
        }
        List<String> unseen = limits.keySet().stream()
                .filter(region -> !region.equals(ANY) && !longest.containsKey(region))
                .sorted()
                .toList();
        if (!unseen.isEmpty()) {
            String reason = "a limit is set for " + String.join(", ", unseen) + ", and no client called from there";
            return new Verdict(name(), Validity.UNKNOWN, reason, figures, evidence);
        }
        String reason = limits.isEmpty() ? "measured; no limit is set" : "every gap is within its limit";
        return new Verdict(name(), Validity.VALID, reason, figures, evidence);
    }

    /** The longest outage of each class of operation, by region. */
    private static Map<String, Map<String, Outage>> outages(History history, Phases phases) {
        Map<Load, OutageSweep> sweeps = new TreeMap<>();
        Map<Long, Attempt> open = new HashMap<>();
        Operation last = history.calls().get(0).invocation();
        int next = 0;
        for (Operation operation : history.operations()) {
            if (operation.isClient() && operation.isInvocation()) {
                Call call = history.calls().get(next++);
                if (phases.isLoad(call)) {
                    OutageSweep sweep = sweeps.computeIfAbsent(Load.of(call), load -> new OutageSweep());
                    sweep.invoked(operation);
                    open.put(operation.process(), new Attempt(sweep, Recovery.isAnswered(call)));
                    last = operation;
                }
            } else if (operation.isClient()) {
                Attempt attempt = open.remove(operation.process());
                if (attempt != null) {
                    attempt.complete(operation);
                    last = operation;
                }
            }
        }
        Map<String, Map<String, Outage>> outages = new TreeMap<>();
        for (Map.Entry<Load, OutageSweep> sweep : sweeps.entrySet()) {
            Outage longest = sweep.getValue().longest(last);
            if (longest != null) {
                outages.computeIfAbsent(sweep.getKey().region(), region -> new TreeMap<>())
                        .put(sweep.getKey().operationClass(), longest);
            }
        }
        return outages;
    }

    private static Map<String, Double> millis(Map<String, Outage> outages) {
        Map<String, Double> millis = new TreeMap<>();
        outages.forEach((name, outage) -> millis.put(name, Phrases.millis(outage.nanos())));
        return millis;
    }

    private static Evidence evidence(String region, Outage outage) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("region", region);
        facts.put("from-ns", outage.from().time());
        facts.put("to-ns", outage.to().time());
        facts.put("gap-ms", Phrases.millis(outage.nanos()));
        facts.put("attempts", outage.attempts());
        String text = region + ": longest gap " + Phrases.seconds(outage.nanos()) + ", from "
                + Phrases.seconds(outage.from().time()) + " to "
                + Phrases.seconds(outage.to().time()) + ", "
                + Phrases.count(outage.attempts(), "attempt");
        return new Evidence(text, List.of(outage.from().index(), outage.to().index()), facts);
    }

    /** An attempt under way. */
    private record Attempt(OutageSweep sweep, boolean answered) {
        void complete(Operation completion) {
            if (answered) {
                sweep.succeeded(completion);
            } else {
                sweep.ended(completion);
            }
        }
    }
}
