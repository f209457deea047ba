package io.schism.harness.report;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One fault from the first word of it to its end.
 *
 * @param label what and whom: {@code cut E ⇹ C, W}
 * @param pending when it was asked for
 * @param inForce when it was seen to hold; -1 if never
 * @param end when it was healed, or failed, or the end of the history
 * @param state the last state seen: {@code pending}, {@code in-force}, {@code healed}, {@code failed}
 * @param reason why it failed, or empty
 * @param told what the nemesis said of it, in order
 */
record FaultBand(
        String label, long pending, long inForce, long end, String state, String reason, List<Operation> told) {

    boolean isHealed() {
        return state.equals("healed");
    }

    boolean isFailed() {
        return state.equals("failed");
    }

    static List<FaultBand> of(History history, Regions regions, long to) {
        Map<String, FaultBand> faults = new LinkedHashMap<>();
        for (Operation o : history.nemesis()) {
            if (o.f().equals("phase") || o.time() < 0) {
                continue;
            }
            String id = o.f() + " " + Shown.value(Field.of(o.value(), "id"));
            faults.merge(id, first(o, regions, to), (earlier, now) -> earlier.then(o));
        }
        return List.copyOf(faults.values());
    }

    private static FaultBand first(Operation o, Regions regions, long to) {
        return new FaultBand(label(o, regions), o.time(), -1, to, "pending", "", List.of()).then(o);
    }

    private FaultBand then(Operation o) {
        String now = Field.word(Field.of(o.value(), "state"), "pending");
        boolean over = now.equals("healed") || now.equals("failed");
        List<Operation> longer = new ArrayList<>(told);
        longer.add(o);
        return new FaultBand(
                label,
                pending,
                now.equals("in-force") && inForce < 0 ? o.time() : inForce,
                over ? o.time() : end,
                Shown.name(now),
                over ? Shown.text(Field.word(Field.of(o.value(), "reason"), "")) : reason,
                longer);
    }

    private static String label(Operation o, Regions regions) {
        List<?> pairs = Field.list(Field.of(o.value(), "pairs"));
        List<?> nodes = Field.list(Field.of(o.value(), "nodes"));
        String whom = !pairs.isEmpty()
                ? " " + regions.describe(pairs)
                : nodes.stream()
                        .filter(Objects::nonNull)
                        .limit(6)
                        .map(n -> " " + Shown.name(Field.word(n, "?")))
                        .reduce("", String::concat);
        return Shown.name(o.f()) + whom;
    }
}
