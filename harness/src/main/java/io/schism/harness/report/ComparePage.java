package io.schism.harness.report;

import gg.jte.output.StringOutput;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the template of {@code compare.html} shows: two runs beside one another, timelines under one another. */
record ComparePage(
        Assets assets,
        Side left,
        Side right,
        List<Figure> figures,
        List<Judgement> judgements,
        List<Setting> plans,
        List<Setting> settings) {

    /** One of the two runs. */
    record Side(String name, String title, Headline headline, String command, String data, String picture) {
        static Side of(Facts facts) {
            ReportInput input = facts.input();
            String data = PageData.of(facts.timeline(), facts.acted(), facts.throughput(), facts::claimed);
            return new Side(
                    Shown.name(input.scenario().name()) + " "
                            + Shown.name(input.scenario().variant()) + ", seed "
                            + input.setting().seed(),
                    Shown.text(input.scenario().title()),
                    Headline.of(facts),
                    Shown.text(input.setting().command(), 2000),
                    data,
                    TimelineSvg.of(facts));
        }
    }

    /** A figure of both; which of them tells of harm says its own tile. */
    record Figure(String label, Tile left, Tile right) {}

    /** What one checker says of both; a checker that did not judge one of them gives an empty word there. */
    record Judgement(String checker, String left, String leftReason, String right, String rightReason) {}

    /** A line of plan or setting; empty where a run has none. */
    record Setting(String name, String left, String right) {
        boolean differs() {
            return !left.equals(right);
        }
    }

    static WebPage of(Facts left, Facts right) {
        ComparePage page = new ComparePage(
                Assets.ofComparison(),
                Side.of(left),
                Side.of(right),
                figures(left, right),
                judgements(left, right),
                pairs(plan(left), plan(right)),
                pairs(setting(left), setting(right)));
        StringOutput html = new StringOutput();
        Page.TEMPLATES.render("compare.jte", page, html);
        return new WebPage(html.toString(), page.assets().policy());
    }

    String title() {
        return left.name() + " beside " + right.name();
    }

    static List<Figure> figures(Facts left, Facts right) {
        List<Tile> ours = Tile.of(left);
        List<Tile> theirs = Tile.of(right);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            figures.add(new Figure(ours.get(i).label(), ours.get(i), theirs.get(i)));
        }
        return figures;
    }

    private static List<Judgement> judgements(Facts left, Facts right) {
        Map<String, Verdict> ours = byChecker(left);
        Map<String, Verdict> theirs = byChecker(right);
        Set<String> names = new LinkedHashSet<>();
        left.input().verdicts().forEach(v -> names.add(v.checker()));
        right.input().verdicts().forEach(v -> names.add(v.checker()));
        return names.stream()
                .map(name -> new Judgement(
                        Shown.name(name),
                        word(ours.get(name)),
                        reason(ours.get(name)),
                        word(theirs.get(name)),
                        reason(theirs.get(name))))
                .toList();
    }

    private static Map<String, Verdict> byChecker(Facts facts) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        facts.input().verdicts().forEach(v -> verdicts.put(v.checker(), v));
        return verdicts;
    }

    private static String word(@Nullable Verdict verdict) {
        return verdict == null ? "" : verdict.validity().word();
    }

    private static String reason(@Nullable Verdict verdict) {
        return verdict == null ? "did not judge this run" : Shown.text(verdict.reason());
    }

    /** What was promised and what went wrong. */
    private static Map<String, String> plan(Facts facts) {
        Map<String, String> plan = new LinkedHashMap<>();
        facts.input().scenario().policy().forEach((name, choice) -> plan.put(Shown.name(name), Shown.text(choice)));
        int number = 0;
        for (FaultBand fault : facts.timeline().faults()) {
            String when = fault.inForce() < 0
                    ? "never in force"
                    : Shown.seconds(fault.inForce()) + " to " + Shown.seconds(fault.end());
            plan.put("fault " + ++number, fault.label() + ", " + when);
            if (number == 20) {
                break;
            }
        }
        return plan;
    }

    private static Map<String, String> setting(Facts facts) {
        Map<String, String> setting = new LinkedHashMap<>();
        ReportInput.Setting where = facts.input().setting();
        setting.put("backend", Shown.text(where.backend()));
        setting.put("scale", String.valueOf(where.scale()));
        setting.put("started", Shown.text(where.started()));
        setting.put("machine", Shown.text(where.machine()));
        where.versions().forEach((name, version) -> setting.put(Shown.name(name), Shown.text(version)));
        return setting;
    }

    private static List<Setting> pairs(Map<String, String> left, Map<String, String> right) {
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        return names.stream()
                .map(name -> new Setting(name, left.getOrDefault(name, "—"), right.getOrDefault(name, "—")))
                .toList();
    }
}
