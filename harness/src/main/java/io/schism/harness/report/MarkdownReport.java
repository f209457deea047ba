package io.schism.harness.report;

import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The run for a pull request: at most {@value #MOST_LINES} lines of Markdown, every value of the run escaped. */
final class MarkdownReport {
    static final int MOST_LINES = 60;

    private final Facts facts;
    private final List<String> lines = new ArrayList<>();

    private MarkdownReport(Facts facts) {
        this.facts = facts;
    }

    static String of(Facts facts) {
        MarkdownReport report = new MarkdownReport(facts);
        report.head();
        report.picture();
        report.figures();
        report.checkers();
        report.evidence();
        report.end();
        return String.join("\n", report.lines) + "\n";
    }

    private void head() {
        ReportInput input = facts.input();
        Headline headline = Headline.of(facts);
        String mark =
                switch (headline.validity()) {
                    case VALID -> "✅";
                    case INVALID -> "❌";
                    case UNKNOWN -> "❔";
                };
        lines.add("## " + mark + " " + headline.answer() + ": "
                + escape(input.scenario().name()) + ", variant "
                + escape(input.scenario().variant()));
        lines.add("");
        headline.sentences().stream().limit(6).forEach(s -> lines.add("- " + escape(s)));
        if (!headline.cause().why().isEmpty()) {
            boolean invalid = headline.validity() == Validity.INVALID;
            lines.add((invalid ? "- **Why:** " : "- **What happened:** ")
                    + escape(headline.cause().why()));
        }
        if (!headline.cause().prevention().isEmpty()) {
            lines.add("- **What would have prevented it**, by prediction: "
                    + escape(headline.cause().prevention()));
        }
        lines.add("");
        lines.add("**" + headline.word() + "** · **" + headline.expected() + "**"
                + (input.expectation().text().isEmpty()
                        ? ""
                        : " (" + escape(input.expectation().text()) + ")")
                + " · seed " + input.setting().seed() + " · "
                + escape(input.setting().backend()) + " · commit "
                + escape(input.setting().commit()));
        input.expectation().deviations().stream()
                .limit(4)
                .forEach(d -> lines.add("- deviation: " + escape(Shown.text(d))));
        lines.add("");
    }

    /** The file beside this one: what pull requests show strips inline pictures. */
    private void picture() {
        if (facts.timeline().to() > 0) {
            lines.add("![Roles of the nodes over time](timeline.svg)");
            lines.add("");
        }
    }

    private void figures() {
        lines.add("| figure | measured | |");
        lines.add("|---|---:|---|");
        for (Tile tile : Tile.of(facts)) {
            lines.add("| " + escape(tile.label()) + " | " + escape(tile.value()) + " | " + escape(tile.note()) + " |");
        }
        lines.add("");
    }

    private void checkers() {
        lines.add("| checker | verdict | why |");
        lines.add("|---|---|---|");
        facts.input().verdicts().stream()
                .limit(10)
                .forEach(v -> lines.add("| " + escape(v.checker()) + " | "
                        + v.validity().word() + " | " + escape(Shown.text(v.reason(), 300)) + " |"));
        lines.add("");
    }

    private void evidence() {
        List<String> shown = new ArrayList<>();
        for (Verdict verdict : facts.input().verdicts()) {
            if (verdict.validity() == Validity.INVALID) {
                verdict.evidence().stream()
                        .limit(3)
                        .forEach(e ->
                                shown.add("- " + escape(verdict.checker()) + ": " + escape(Shown.text(e.text(), 300))
                                        + (e.indices().isEmpty()
                                                ? ""
                                                : " (`history.edn` line "
                                                        + e.indices().stream()
                                                                .limit(6)
                                                                .map(i -> Long.toString(i + 1))
                                                                .reduce((a, b) -> a + ", " + b)
                                                                .orElse("")
                                                        + ")")));
            }
        }
        if (!shown.isEmpty()) {
            lines.add("Evidence:");
            lines.add("");
            shown.stream().limit(9).forEach(lines::add);
            lines.add("");
        }
    }

    private void end() {
        lines.add("Again:");
        lines.add("");
        lines.add("    " + Shown.text(facts.input().setting().command(), 400));
    }

    /**
     * Text as Markdown shows it literally: no markup, no table cell, no mention, no issue reference, no link of its own.
     */
    static String escape(String raw) {
        String text = Shown.text(raw);
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '@' -> escaped.append("&#64;");
                case '#' -> escaped.append("&#35;");
                case '\\', '`', '*', '_', '[', ']', '|', '~', '!', '$' ->
                    escaped.append('\\').append(c);
                case ':' -> escaped.append(text.startsWith("://", i) ? "&#58;" : ":");
                case '.' -> escaped.append(i >= 3 && text.startsWith("www", i - 3) ? "&#46;" : ".");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
