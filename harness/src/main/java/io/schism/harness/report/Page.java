package io.schism.harness.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.schism.harness.report.PostMortem.Chapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the templates of {@code report.html} show. Texts are bounded and clean but not escaped: the templates do that.
 *
 * @param data JSON that is inert inside HTML
 * @param picture the still timeline, an SVG element
 */
record Page(
        ReportInput input,
        Assets assets,
        Headline headline,
        List<Tile> tiles,
        List<CheckerSection> checkers,
        Divergence divergence,
        List<Chapter> before,
        List<Event> events,
        List<Chapter> after,
        List<Fact> setting,
        OperationData operations,
        List<Counterexample> counterexamples,
        FaultRecovery recovery,
        List<ClockSkew.Clock> clocks,
        boolean drawn,
        boolean acted,
        String data,
        String picture) {
    static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Page.class.getClassLoader(), Page.class.getPackageName());

    /** A line of the setting. */
    record Fact(String name, String value) {}

    static String html(Facts facts) {
        StringOutput html = new StringOutput();
        TEMPLATES.render("report.jte", of(facts), html);
        return html.toString();
    }

    private static Page of(Facts facts) {
        OperationData operations = OperationData.of(facts.input().history(), facts.regions());
        return new Page(
                facts.input(),
                Assets.ofReport(),
                Headline.of(facts),
                Tile.of(facts),
                CheckerSection.of(facts.input()),
                facts.divergence(),
                PostMortem.before(facts),
                PostMortem.timeline(Event.of(facts)),
                PostMortem.after(facts),
                setting(facts.input()),
                operations,
                Counterexample.of(facts.input()),
                facts.recovery(),
                facts.clocks().clocks(),
                facts.timeline().to() > 0,
                facts.acted(),
                PageData.of(facts, operations),
                TimelineSvg.of(facts));
    }

    String title() {
        return headline.answer() + ": " + Shown.name(input.scenario().name()) + " "
                + Shown.name(input.scenario().variant());
    }

    /** The published account, where it is an address that a browser may follow; else empty. */
    String source() {
        String source = input.scenario().source();
        return source.startsWith("https://") || source.startsWith("http://") ? Shown.text(source) : "";
    }

    String shown(String raw) {
        return Shown.text(raw, 2000);
    }

    String lines(List<Long> lines) {
        return lines.stream()
                .map(String::valueOf)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    String count(long count) {
        return Shown.count(count);
    }

    String seconds(long nanos) {
        return Shown.seconds(nanos);
    }

    private static List<Fact> setting(ReportInput input) {
        ReportInput.Setting setting = input.setting();
        List<Fact> facts = new ArrayList<>();
        add(facts, "Seed", Long.toString(setting.seed()));
        add(facts, "Backend", setting.backend());
        add(facts, "Started", setting.started());
        add(facts, "Machine", setting.machine());
        add(facts, "Commit", setting.commit());
        for (Map.Entry<String, List<String>> region : setting.regions().entrySet()) {
            add(facts, "Region " + region.getKey(), String.join(", ", region.getValue()));
        }
        setting.versions().forEach((name, version) -> add(facts, name, version));
        input.scenario().policy().forEach((name, choice) -> add(facts, "Policy: " + name, choice));
        return facts;
    }

    private static void add(List<Fact> facts, String name, String value) {
        if (!value.isBlank()) {
            facts.add(new Fact(Shown.name(name), Shown.text(value)));
        }
    }
}
