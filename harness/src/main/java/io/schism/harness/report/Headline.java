package io.schism.harness.report;

import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The answer in words.
 *
 * @param answer the first words: {@code Split brain.}
 * @param sentences who, when and what was lost
 * @param cause why, and what would have prevented it
 * @param expected {@code As expected}, {@code Not as expected} or {@code No expectation set}
 */
record Headline(
        Validity validity, String answer, List<String> sentences, Cause cause, String expected, boolean asExpected) {

    static Headline of(Facts facts) {
        ReportInput input = facts.input();
        ReportInput.Expectation expectation = input.expectation();
        String expected =
                switch (expectation.outcome()) {
                    case MET -> "As expected";
                    case NOT_MET -> "Not as expected";
                    case NONE -> "No expectation set";
                };
        return new Headline(
                input.validity(),
                answer(facts),
                sentences(facts),
                Cause.of(facts),
                expected,
                expectation.outcome() != ReportInput.Outcome.NOT_MET);
    }

    /** The verdict as a word in capitals. */
    String word() {
        return validity.word().toUpperCase(Locale.ROOT);
    }

    private static String answer(Facts facts) {
        if (!facts.input().harnessProblems().isEmpty()) {
            return "The harness could not do its work";
        }
        if (facts.figures().is("DUAL", Validity.INVALID)) {
            return "Split brain";
        }
        boolean single = facts.figures().is("DUAL", Validity.VALID);
        return switch (facts.input().validity()) {
            case VALID -> single ? "No split brain" : "Valid";
            case INVALID -> single ? "No split brain, but not one truth" : "Not one truth";
            case UNKNOWN -> "Not decided";
        };
    }

    private static List<String> sentences(Facts facts) {
        List<String> sentences = new ArrayList<>();
        facts.input().harnessProblems().forEach(problem -> sentences.add(Shown.text(problem)));
        if (facts.figures().is("DUAL", Validity.INVALID)) {
            sentences.add(who(facts));
        }
        String lost = lost(facts.figures());
        if (!lost.isEmpty()) {
            sentences.add(lost);
        }
        String forked = forked(facts.figures());
        if (!forked.isEmpty()) {
            sentences.add(forked);
        }
        switch (facts.input().validity()) {
            case VALID -> sentences.add(valid(facts));
            case UNKNOWN -> unknown(facts, sentences);
            case INVALID -> others(facts, sentences);
        }
        return sentences;
    }

    /** In the checker's own words and figures; where it gives none, from what clients were told. */
    private static String who(Facts facts) {
        Verdict dual = facts.figures().verdict("DUAL").orElseThrow();
        List<?> nodes = Field.list(dual.figures().get("nodes"));
        List<?> epochs = Field.list(dual.figures().get("epochs"));
        long from = Field.number(dual.figures().get("from-ns"), -1);
        long to = Field.number(dual.figures().get("to-ns"), -1);
        if (nodes.size() == 2 && from >= 0 && to >= from && !epochs.isEmpty()) {
            boolean apart = epochs.size() == 2;
            return name(nodes.get(0), apart ? epochs.get(0) : null) + " and "
                    + name(nodes.get(1), apart ? epochs.get(1) : null) + " both acknowledged operations"
                    + (apart ? "" : " under epoch " + Shown.value(epochs.get(0))) + during(from, to);
        }
        return Reign.longestOverlap(facts.reigns())
                .map(o -> o.older().shown() + " and " + o.newer().shown() + " both acknowledged operations"
                        + during(o.from(), o.to()))
                .orElseGet(() -> Shown.text(dual.reason()));
    }

    private static String name(@Nullable Object node, @Nullable Object epoch) {
        return Shown.name(Field.word(node, "?")) + (epoch == null ? "" : " (epoch " + Shown.value(epoch) + ")");
    }

    private static String during(long from, long to) {
        return ", from " + Shown.seconds(from) + " to " + Shown.seconds(to) + ": for " + Shown.seconds(to - from) + ".";
    }

    private static String lost(Figures figures) {
        OptionalDouble lost = figures.number("lost");
        if (lost.isEmpty() || lost.getAsDouble() == 0) {
            return "";
        }
        return Shown.count((long) lost.getAsDouble(), "acknowledged write")
                + ((long) lost.getAsDouble() == 1 ? " is" : " are") + " in no surviving primary's log.";
    }

    private static String forked(Figures figures) {
        OptionalDouble forked = figures.forkAcked();
        if (forked.isEmpty() || forked.getAsDouble() == 0) {
            return "";
        }
        List<String> nodes = new ArrayList<>();
        figures.forkAckedByNode().forEach((node, count) -> {
            if (count > 0) {
                nodes.add(Shown.name(node) + " " + Shown.count(count));
            }
        });
        return "The logs parted: "
                + Shown.count((long) forked.getAsDouble())
                + ((long) forked.getAsDouble() == 1 ? " acknowledged entry stands" : " acknowledged entries stand")
                + " after the last common one" + (nodes.isEmpty() ? "." : " (" + String.join(", ", nodes) + ").");
    }

    private static String valid(Facts facts) {
        return "Every checker says valid ("
                + String.join(", ", facts.checkers(Validity.VALID)) + "), over "
                + Shown.count(facts.throughput().ok(), "acknowledged operation") + ".";
    }

    private static void unknown(Facts facts, List<String> sentences) {
        if (facts.input().verdicts().isEmpty()) {
            sentences.add("No checker judged this run.");
        }
        for (Verdict verdict : facts.input().verdicts()) {
            if (verdict.validity() == Validity.UNKNOWN) {
                sentences.add(Shown.name(verdict.checker()) + ": " + Shown.text(verdict.reason()));
            }
        }
    }

    /** What else is invalid and has no sentence of its own above. */
    private static void others(Facts facts, List<String> sentences) {
        for (Verdict verdict : facts.input().verdicts()) {
            boolean told = List.of("DUAL", "LOST", "DIV").contains(verdict.checker());
            OptionalDouble failing = facts.figures().number("failing-key-count");
            OptionalDouble keys = facts.figures().number("keys");
            if (verdict.checker().equals("LIN")
                    && verdict.validity() == Validity.INVALID
                    && failing.isPresent()
                    && keys.orElse(0) > 1) {
                sentences.add("On " + Shown.count((long) failing.getAsDouble()) + " of "
                        + Shown.count((long) keys.getAsDouble(), "key")
                        + " clients were told what no single copy of the data can have answered.");
            } else if (verdict.validity() == Validity.INVALID && (!told || sentences.isEmpty())) {
                sentences.add(Shown.name(verdict.checker()) + ": " + Shown.text(verdict.reason()));
            }
        }
    }
}
