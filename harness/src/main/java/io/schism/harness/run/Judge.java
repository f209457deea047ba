package io.schism.harness.run;

import io.schism.harness.engine.Engine;
import io.schism.harness.engine.Question;
import io.schism.harness.scenario.Variant;
import io.schism.harness.scenario.WorkMinimum;
import io.schism.histories.check.Checker;
import io.schism.histories.check.Divergence;
import io.schism.histories.check.DualPrimary;
import io.schism.histories.check.FaultsInForce;
import io.schism.histories.check.Gap;
import io.schism.histories.check.LostWrites;
import io.schism.histories.check.Staleness;
import io.schism.histories.check.WorkDone;
import io.schism.histories.history.History;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checkers of a run, applied to its history alone. */
final class Judge {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Judge() {}

    /**
     * Every checker's verdict.
     *
     * @param engine decides LIN
     * @param variant says which judge, how much work and which gaps are asked for, and whether reads claim to be
     *     linearizable; nothing else to the checkers. Whether faults were in force and enough was done is judged always
     */
    static List<Verdict> verdicts(Engine engine, History history, Variant variant, String model, double scale) {
        Map<String, Double> values = variant.values(scale);
        Map<String, Duration> gaps = new LinkedHashMap<>();
        variant.gapLimits()
                .forEach((region, limit) -> gaps.put(region, Duration.ofNanos(Math.round(limit.value(values) * 1e9))));
        List<WorkDone.Minimum> work =
                variant.work().stream().map(m -> minimum(m, values)).toList();
        Question linearizable = Question.of(Models.named(model)).keyed(true).within(LIMIT);
        Map<String, Checker> checkers = new LinkedHashMap<>();
        checkers.put("DUAL", new DualPrimary());
        checkers.put("LOST", new LostWrites());
        checkers.put("DIV", new Divergence());
        checkers.put("GAP", new Gap(gaps, scale));
        checkers.keySet().retainAll(variant.checkers());
        checkers.put("FAULT", new FaultsInForce());
        checkers.put("WORK", new WorkDone(work));
        if (!variant.service().readsAreLinearizable()) {
            checkers.put("STALE", new Staleness());
        }
        List<Verdict> verdicts = new ArrayList<>();
        if (variant.checkers().contains("LIN")) {
            verdicts.add(stopped(history, engine.decide(history, linearizable).verdict()));
        }
        checkers.values().forEach(checker -> verdicts.add(checker.check(history)));
        return List.copyOf(verdicts);
    }

    /** With the figures of the stop, where a violation ended the load. */
    private static Verdict stopped(History history, Verdict verdict) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>(verdict.figures());
        Stop.of(history).ifPresent(stop -> {
            figures.put("stopped-by-index", stop.provenBy());
            figures.put("stopped-ms", stop.stopped() / 1_000_000);
            figures.put("stopped-after-ms", stop.afterMillis());
        });
        return new Verdict(verdict.checker(), verdict.validity(), verdict.reason(), figures, verdict.evidence());
    }

    private static WorkDone.Minimum minimum(WorkMinimum minimum, Map<String, Double> values) {
        long ok = Math.max(0, (long) Math.floor(minimum.ok().value(values)));
        return new WorkDone.Minimum(minimum.phase(), minimum.region(), minimum.kind(), ok);
    }
}
