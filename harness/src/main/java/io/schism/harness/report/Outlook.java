package io.schism.harness.report;

import io.schism.harness.report.ReportInput.Remedy;
import io.schism.histories.verdict.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The last chapters of a post-mortem: what could have been worse, by the figures, and what to change. */
final class Outlook {
    private Outlook() {}

    /** Each a fact that was measured and that nothing in the design guarantees. */
    static List<String> luck(Facts facts) {
        Figures figures = facts.figures();
        List<String> told = new ArrayList<>();
        if (figures.is("LIN", Validity.INVALID)) {
            unharmed(figures, told);
        }
        Reign.longestOverlap(facts.reigns()).filter(o -> facts.acted()).ifPresent(o -> told.add(beside(facts, o)));
        OptionalDouble stranded = figures.number("stranded");
        if (stranded.isPresent() && stranded.getAsDouble() > 0) {
            told.add(Shown.count((long) stranded.getAsDouble(), "write")
                    + " that no client was told of stood on a node that gave it up: nobody relied on it.");
        }
        long claimed = facts.timeline().claimed();
        if (!facts.acted() && claimed > 0) {
            told.add("Two nodes claimed to be primary for " + Shown.seconds(claimed) + ", and "
                    + (figures.is("DUAL", Validity.VALID)
                            ? "no operation was acknowledged by both: that was the policy's work, not luck."
                            : "whether both acknowledged is not decided."));
        }
        if (!facts.timeline().faults().isEmpty()
                && facts.timeline().faults().stream().allMatch(FaultBand::isHealed)) {
            told.add("Every fault healed within the run. One that lasts longer gives two sides longer to part.");
        }
        return told.isEmpty() ? List.of("Nothing in the figures hangs on luck.") : told;
    }

    /** How much both acknowledged while there were two. */
    private static String beside(Facts facts, Reign.Overlap overlap) {
        long both = facts.input().history().calls().stream()
                .filter(call ->
                        overlap.older().acknowledged(call) || overlap.newer().acknowledged(call))
                .filter(call -> call.invocation().time() >= overlap.from()
                        && call.invocation().time() <= overlap.to())
                .count();
        return "While there were two primaries they acknowledged " + Shown.count(both, "operation") + " between them, "
                + Shown.count(Math.round(both * 1e9 / Math.max(overlap.to() - overlap.from(), 1)))
                + " a second; a busier service would have parted further.";
    }

    private static void unharmed(Figures figures, List<String> told) {
        OptionalDouble keys = figures.number("keys");
        OptionalDouble failing = figures.number("failing-key-count");
        if (keys.isPresent() && failing.isPresent() && keys.getAsDouble() > failing.getAsDouble()) {
            told.add(Shown.count((long) (keys.getAsDouble() - failing.getAsDouble())) + " of "
                    + Shown.count((long) keys.getAsDouble())
                    + " keys show no contradiction: nobody happened to use them on both sides.");
        }
    }

    /** What to change, as far as a variant of the scenario shows it. */
    static List<String> nextSteps(Facts facts) {
        List<String> steps = new ArrayList<>();
        for (Remedy remedy : facts.input().remedies()) {
            steps.add("Variant " + Shown.name(remedy.variant()) + " (" + Shown.text(remedy.title(), 200)
                    + ") is predicted to stand the same faults. It changes "
                    + Shown.text(String.join("; ", remedy.changes())) + ". See for yourself: "
                    + Shown.text(remedy.command(), 400) + ", then schism compare.");
        }
        if (!steps.isEmpty()) {
            return steps;
        }
        return switch (facts.input().validity()) {
            case VALID ->
                List.of("Keep this run in the nightly ones: it shows that the policy stands these faults, with this"
                        + " seed.");
            case INVALID ->
                List.of("No variant of this scenario is predicted to stand these faults; change one setting of the"
                        + " policy at a time, and run again with the same seed.");
            case UNKNOWN ->
                List.of("Nothing is decided. Remove what kept the checkers from deciding, and run again with the same"
                        + " seed.");
        };
    }
}
