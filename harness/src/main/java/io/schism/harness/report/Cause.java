package io.schism.harness.report;

import io.schism.harness.report.Reign.Overlap;
import io.schism.harness.report.ReportInput.Remedy;
import io.schism.histories.verdict.Validity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why it came out so, in the order in which it happened, and what would have prevented it. Put together from what was
 * seen: it says what followed what, and the scenario's other variants what hangs on what.
 *
 * @param why a sentence; empty where neither fault nor promotion was seen
 * @param prevention a sentence; empty where no variant is known that stands the same faults
 */
record Cause(String why, String prevention) {
    private static final int MOST_REMEDIES = 2;

    static Cause of(Facts facts) {
        Optional<Overlap> overlap = facts.acted() ? Reign.longestOverlap(facts.reigns()) : Optional.empty();
        String why = overlap.map(o -> twoPrimaries(facts, o)).orElseGet(() -> handedOver(facts));
        return new Cause(why, prevention(facts.input().remedies()));
    }

    private static String twoPrimaries(Facts facts, Overlap overlap) {
        String older = Shown.name(overlap.older().node());
        String newer = Shown.name(overlap.newer().node());
        List<String> steps = new ArrayList<>();
        lastBefore(facts, Mark.Kind.EXPIRY, older, overlap.from())
                .ifPresent(m -> steps.add(older + " lost its ZooKeeper session at " + Shown.seconds(m.time())));
        lastBefore(facts, Mark.Kind.PROMOTION, newer, overlap.to())
                .ifPresent(m ->
                        steps.add(newer + " was promoted under epoch " + m.epoch() + " at " + Shown.seconds(m.time())));
        steps.add(older + " went on acknowledging until " + Shown.seconds(overlap.to()));
        return under(facts, overlap.from()) + joined(steps) + ".";
    }

    /** One primary after the other; whether what the first had acknowledged came along tells LOST. */
    private static String handedOver(Facts facts) {
        List<Mark> promotions = facts.timeline().promotions();
        if (promotions.isEmpty()) {
            return "";
        }
        Mark promotion = promotions.get(0);
        String without = facts.figures().is("LOST", Validity.INVALID)
                ? ", without all that had been acknowledged before"
                : facts.figures().is("DUAL", Validity.VALID) ? ", and no two acknowledged beside each other" : "";
        String more = promotions.size() > 1
                ? " (and " + Shown.count(promotions.size() - 1L, "further promotion") + " after it)"
                : "";
        return under(facts, promotion.time()) + promotion.node() + " was promoted under epoch " + promotion.epoch()
                + " at " + Shown.seconds(promotion.time()) + more + without + ".";
    }

    /** The faults that were in force shortly before. */
    private static String under(Facts facts, long time) {
        String faults = facts.timeline().faults().stream()
                .filter(f -> f.inForce() >= 0 && f.inForce() <= time && f.end() > time - 60_000_000_000L)
                .limit(3)
                .map(f -> f.label() + ", in force from " + Shown.seconds(f.inForce()))
                .collect(Collectors.joining("; "));
        return faults.isEmpty() ? "" : "Under " + faults + ": ";
    }

    private static Optional<Mark> lastBefore(Facts facts, Mark.Kind kind, String node, long time) {
        // Observers see a change some hundred milliseconds after clients may have.
        return facts.timeline().marks().stream()
                .filter(m -> m.kind() == kind && m.node().equals(node) && m.time() <= time + 1_000_000_000L)
                .max(Comparator.comparingLong(Mark::time));
    }

    private static String joined(List<String> steps) {
        int last = steps.size() - 1;
        return last == 0 ? steps.get(0) : String.join(", ", steps.subList(0, last)) + ", and " + steps.get(last);
    }

    private static String prevention(List<Remedy> remedies) {
        return remedies.stream()
                .limit(MOST_REMEDIES)
                .map(r -> "variant " + Shown.name(r.variant()) + " (" + Shown.text(r.title(), 120) + ")")
                .collect(Collectors.joining(", or "));
    }
}
