package io.schism.histories.check;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * WORK: whether enough was done for the run to prove anything: a minimum of ok calls by phase (in force at the invocation),
 * client region and class of operation. Too few make the run unknown, never invalid.
 *
 * <p>Figures: {@code calls}, by phase, region and class, each with {@code ok}, {@code fail} and {@code info} (calls that never
 * ended included), and the totals {@code ok}, {@code fail}, {@code info}.
 */
public final class WorkDone implements Checker {
    /** Stands for each phase, region or class. */
    public static final String EACH = "*";

    private static final int MOST_TOLD = 5;

    private final List<Minimum> minimums;

    /**
     * At least so many ok calls. {@link #EACH} as region or class asks it of every one that the load tried at any time, as a
     * phase, of every phase that the run entered but the closing reads.
     */
    public record Minimum(String phase, String region, String operationClass, long ok) {}

    public WorkDone(List<Minimum> minimums) {
        this.minimums = List.copyOf(minimums);
    }

    @Override
    public String name() {
        return "WORK";
    }

    @Override
    public Verdict check(History history) {
        Phases phases = Phases.of(history);
        Map<String, Map<Load, Tally>> byPhase = new LinkedHashMap<>();
        phases.entered().forEach(phase -> byPhase.put(phase, new TreeMap<>()));
        Tally total = new Tally();
        for (Call call : history.calls()) {
            byPhase.computeIfAbsent(phases.of(call), phase -> new TreeMap<>())
                    .computeIfAbsent(Load.of(call), load -> new Tally())
                    .add(call);
            total.add(call);
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>(total.figures());
        Map<String, Object> calls = new LinkedHashMap<>();
        byPhase.forEach((phase, loads) -> calls.put(phase, figures(loads)));
        figures.put("calls", calls);
        List<String> shortfalls = new ArrayList<>(unread(history));
        shortfalls.addAll(shortfalls(byPhase));
        if (total.ok == 0) {
            return new Verdict(name(), Validity.UNKNOWN, "no call succeeded", figures, List.of());
        }
        if (!shortfalls.isEmpty()) {
            String more = shortfalls.size() > MOST_TOLD ? "; and " + (shortfalls.size() - MOST_TOLD) + " more" : "";
            String reason = String.join("; ", shortfalls.subList(0, Math.min(MOST_TOLD, shortfalls.size()))) + more;
            return new Verdict(name(), Validity.UNKNOWN, reason, figures, List.of());
        }
        return new Verdict(name(), Validity.VALID, Phrases.count(total.ok, "ok call"), figures, List.of());
    }

    /** Keys whose last value nobody could read prove nothing of what became of them. */
    private static List<String> unread(History history) {
        return history.observed("closing-reads").stream()
                .map(o -> o.value() instanceof Map<?, ?> value ? value.get(Keyword.of("unread")) : null)
                .filter(unread -> unread instanceof Long count && count > 0)
                .map(unread -> Phrases.count((Long) unread, "key") + " could not be read at the end")
                .toList();
    }

    private List<String> shortfalls(Map<String, Map<Load, Tally>> byPhase) {
        Set<Load> tried = new TreeSet<>();
        byPhase.forEach((phase, loads) -> {
            if (!phase.equals(Phases.FINAL)) {
                tried.addAll(loads.keySet());
            }
        });
        List<String> shortfalls = new ArrayList<>();
        for (Minimum minimum : minimums) {
            for (String phase : phases(minimum, byPhase.keySet())) {
                for (Load load : loads(minimum, tried)) {
                    Tally tally = byPhase.getOrDefault(phase, Map.of()).get(load);
                    long ok = tally == null ? 0 : tally.ok;
                    if (ok < minimum.ok()) {
                        shortfalls.add(Phrases.count(ok, "ok " + load.operationClass()) + " of region " + load.region()
                                + " in phase " + phase + ", at least " + minimum.ok() + " needed");
                    }
                }
            }
        }
        return shortfalls;
    }

    private static Collection<String> phases(Minimum minimum, Set<String> entered) {
        if (!minimum.phase().equals(EACH)) {
            return List.of(minimum.phase());
        }
        Set<String> phases = new LinkedHashSet<>(entered);
        phases.remove(Phases.FINAL);
        return phases;
    }

    /** The parts of the load that a minimum speaks of; the minimum itself where nothing of it was tried. */
    private static Collection<Load> loads(Minimum minimum, Set<Load> tried) {
        List<Load> loads = tried.stream()
                .filter(load ->
                        minimum.region().equals(EACH) || minimum.region().equals(load.region()))
                .filter(load -> minimum.operationClass().equals(EACH)
                        || minimum.operationClass().equals(load.operationClass()))
                .toList();
        return loads.isEmpty() ? List.of(new Load(minimum.region(), minimum.operationClass())) : loads;
    }

    private static Map<String, Object> figures(Map<Load, Tally> loads) {
        Map<String, Map<String, Object>> byRegion = new TreeMap<>();
        loads.forEach((load, tally) -> byRegion.computeIfAbsent(load.region(), region -> new TreeMap<>())
                .put(load.operationClass(), tally.figures()));
        return new TreeMap<>(byRegion);
    }

    private static final class Tally {
        private long ok;
        private long fail;
        private long info;

        void add(Call call) {
            ok += call.isOk() ? 1 : 0;
            fail += call.isFailed() ? 1 : 0;
            info += call.isIndeterminate() ? 1 : 0;
        }

        Map<String, Object> figures() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("ok", ok);
            figures.put("fail", fail);
            figures.put("info", info);
            return figures;
        }
    }
}
