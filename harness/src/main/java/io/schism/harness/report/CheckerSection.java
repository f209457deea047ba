package io.schism.harness.report;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One checker's verdict as shown, with the lines of the history that prove it. */
record CheckerSection(
        String checker,
        Validity validity,
        String asks,
        String reason,
        List<Figures.Line> figures,
        List<Proof> proofs,
        int notShown) {
    private static final int MOST_PROOFS = 20;
    private static final int MOST_LINES = 12;

    /** A final state holds a node's whole log. */
    private static final int LONGEST_VALUE = 240;

    /** What each of the checkers that come with the project asks; another shows its name alone. */
    private static final Map<String, String> QUESTIONS = Map.of(
            "LIN", "Could one copy of the data have given all these answers?",
            "DUAL", "Did an older primary acknowledge after a newer one had?",
            "LOST", "Is every acknowledged write in a surviving primary's log?",
            "DIV", "Did the logs of the nodes part, and come together again?",
            "GAP", "For how long did no attempt succeed?",
            "RPO", "How much that was acknowledged is gone?",
            "FAULT", "Was each fault really in force?",
            "WORK", "Was there enough work to judge by?");

    /** One piece of evidence: a sentence and its lines. */
    record Proof(String text, List<Row> rows, int moreLines) {}

    /** A line of the history, its parts as shown. */
    record Row(long line, String time, String who, String what, String outcome, String where) {}

    /** {@code invalid}, {@code valid} or {@code unknown}: also the name of its style. */
    String word() {
        return validity.word();
    }

    /** The sections, what is invalid first. */
    static List<CheckerSection> of(ReportInput input) {
        Set<Long> wanted = new HashSet<>();
        input.verdicts().stream()
                .flatMap(v -> v.evidence().stream().limit(MOST_PROOFS))
                .forEach(e -> e.indices().stream().limit(MOST_LINES).forEach(wanted::add));
        Map<Long, Operation> lines = find(input.history(), wanted);
        return input.verdicts().stream()
                .sorted(Comparator.comparingInt(v -> List.of(Validity.INVALID, Validity.UNKNOWN, Validity.VALID)
                        .indexOf(v.validity())))
                .map(v -> section(v, lines))
                .toList();
    }

    private static Map<Long, Operation> find(History history, Set<Long> wanted) {
        Map<Long, Operation> found = new HashMap<>();
        history.operations().stream().filter(o -> wanted.contains(o.index())).forEach(o -> found.put(o.index(), o));
        return found;
    }

    private static CheckerSection section(Verdict verdict, Map<Long, Operation> lines) {
        List<Proof> proofs = verdict.evidence().stream()
                .limit(MOST_PROOFS)
                .map(e -> proof(e, lines))
                .toList();
        return new CheckerSection(
                Shown.name(verdict.checker()),
                verdict.validity(),
                QUESTIONS.getOrDefault(verdict.checker(), ""),
                Shown.text(verdict.reason()),
                Figures.lines(verdict),
                proofs,
                verdict.evidence().size() - proofs.size());
    }

    private static Proof proof(Evidence evidence, Map<Long, Operation> lines) {
        List<Row> rows = new ArrayList<>();
        evidence.indices().stream().limit(MOST_LINES).forEach(index -> rows.add(row(index, lines)));
        return new Proof(Shown.text(evidence.text()), rows, evidence.indices().size() - rows.size());
    }

    private static Row row(long index, Map<Long, Operation> lines) {
        Operation o = lines.get(index);
        if (o == null) {
            return new Row(index + 1, "", "", "not in this history", "", "");
        }
        String who = o.isClient() ? "client " + o.process() : o.process() == Operation.NEMESIS ? "nemesis" : "observer";
        String region = o.text("region");
        String op = o.text("op");
        return new Row(
                index + 1,
                o.time() < 0 ? "" : Shown.seconds(o.time()),
                who + (region == null ? "" : " in " + Shown.name(region)),
                Shown.text(o.f()) + " " + Shown.text(Shown.value(o.value()), LONGEST_VALUE)
                        + (op == null ? "" : " op " + Shown.text(op, 60)),
                outcome(o),
                where(o));
    }

    private static String outcome(Operation o) {
        String error = o.text("error");
        String type = o.isClient() ? o.type().name().toLowerCase(Locale.ROOT) : "";
        return error == null ? type : type + " (" + Shown.text(error, 120) + ")";
    }

    private static String where(Operation o) {
        String node = o.text("node");
        return (node == null ? "" : Shown.name(node))
                + (o.number("epoch").isPresent() ? " epoch " + o.number("epoch").getAsLong() : "")
                + (o.number("pos").isPresent() ? " pos " + o.number("pos").getAsLong() : "");
    }
}
