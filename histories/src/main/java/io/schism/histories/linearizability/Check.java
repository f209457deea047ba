package io.schism.histories.linearizability;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One check: partitions, their outcomes, the verdict. Plain loops: what every check runs through is run by processes that
 * have just begun, in which the first stream and the first lambda cost more than the check of a small history.
 */
final class Check<S> {
    private static final String CHECKER = "LIN";
    private static final int KEYS_EXPLAINED = 5;
    private static final int KEYS_NAMED = 100;
    private static final Duration EXPLANATION = Duration.ofSeconds(3);

    private final long start = System.nanoTime();
    private final Model<S> model;
    private final S initial;
    private final Partition.Keying keying;
    private final Budget budget;

    Check(Model<S> model, Optional<Object> initial, Partition.Keying keying, Budget budget) {
        this.model = model;
        this.initial = model.initial(initial);
        this.keying = keying;
        this.budget = budget;
    }

    Verdict run(History history, boolean explain) {
        if (!Partition.isAnyJudged(history)) {
            return unknown("no operation claims to be linearizable");
        }
        List<Partition> partitions;
        try {
            partitions = Partition.of(history, model, keying, budget);
        } catch (Exhausted limit) {
            return unknown(limit.limit() + " before all calls were told apart");
        }
        List<Outcome<S>> outcomes = Parallel.decide(partitions, model, initial, budget);
        List<Integer> failing = where(outcomes, Validity.INVALID);
        Map<String, @Nullable Object> figures = figures(partitions, outcomes);
        long decided = System.nanoTime();
        List<Evidence> evidence = explain ? explain(partitions, outcomes, failing) : List.of();
        figures.put("explain-ms", millis(System.nanoTime() - decided));
        return new Verdict(CHECKER, validity(outcomes), reason(partitions, outcomes), figures, evidence);
    }

    /** With three decimals. */
    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    /** The verdict where not one call was looked at by an engine. */
    private Verdict unknown(String reason) {
        return new Verdict(CHECKER, Validity.UNKNOWN, reason, figures(List.of(), List.of()), List.of());
    }

    private static Validity validity(List<? extends Outcome<?>> outcomes) {
        Validity together = Validity.VALID;
        for (Outcome<?> outcome : outcomes) {
            together = together.and(outcome.validity());
        }
        return together;
    }

    private List<Integer> where(List<Outcome<S>> outcomes, Validity validity) {
        List<Integer> found = new ArrayList<>();
        for (int part = 0; part < outcomes.size(); part++) {
            if (outcomes.get(part).validity() == validity) {
                found.add(part);
            }
        }
        return found;
    }

    private List<Evidence> explain(List<Partition> partitions, List<Outcome<S>> outcomes, List<Integer> failing) {
        int explained = Math.min(KEYS_EXPLAINED, failing.size());
        List<Evidence> evidence = new ArrayList<>();
        for (int part : failing.subList(0, explained)) {
            Budget share = budget.atMost(EXPLANATION.dividedBy(explained));
            evidence.add(new Explanation<>(model, initial, partitions.get(part), share).of(outcomes.get(part)));
        }
        return evidence;
    }

    private String reason(List<Partition> partitions, List<Outcome<S>> outcomes) {
        List<Integer> failing = where(outcomes, Validity.INVALID);
        List<Integer> undecided = where(outcomes, Validity.UNKNOWN);
        boolean keyed = !partitions.isEmpty() && !partitions.get(0).path().isEmpty();
        if (!failing.isEmpty()) {
            return "not linearizable against the model " + model.name()
                    + (keyed ? ": " + failing.size() + " of " + partitions.size() + " keys" : "");
        }
        if (!undecided.isEmpty()) {
            int first = undecided.get(0);
            return outcomes.get(first).note()
                    + partitions.get(first).name().map(key -> " of key " + key).orElse("")
                    + (keyed ? "; " + undecided.size() + " of " + partitions.size() + " keys undecided" : "");
        }
        return operations(partitions) + " operations" + (keyed ? " on " + partitions.size() + " keys" : "")
                + " are linearizable against the model " + model.name();
    }

    private Map<String, @Nullable Object> figures(List<Partition> partitions, List<Outcome<S>> outcomes) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        TreeSet<String> engines = new TreeSet<>();
        long indeterminate = 0;
        for (int part = 0; part < outcomes.size(); part++) {
            engines.add(outcomes.get(part).engine());
            indeterminate += partitions.get(part).entries().indeterminate();
        }
        List<Integer> failing = where(outcomes, Validity.INVALID);
        figures.put("engine", engines.isEmpty() ? "none" : String.join("+", engines));
        figures.put("model", model.name());
        figures.put("operations", operations(partitions));
        figures.put("indeterminate", indeterminate);
        figures.put("keys", (long) partitions.size());
        figures.put("failing-keys", names(partitions, failing));
        figures.put("failing-key-count", (long) failing.size());
        figures.put(
                "undecided-key-count", (long) where(outcomes, Validity.UNKNOWN).size());
        figures.put("check-ms", millis(System.nanoTime() - start));
        figures.put("peak-bytes", budget.peakBytes());
        return figures;
    }

    private static long operations(List<Partition> partitions) {
        long operations = 0;
        for (Partition part : partitions) {
            operations += part.entries().size();
        }
        return operations;
    }

    private static List<String> names(List<Partition> partitions, List<Integer> some) {
        List<String> names = new ArrayList<>();
        for (int part : some.subList(0, Math.min(KEYS_NAMED, some.size()))) {
            partitions.get(part).name().ifPresent(names::add);
        }
        return names;
    }
}
