package io.schism.harness.scenario;

import io.schism.harness.cluster.Service;
import io.schism.harness.cluster.Topology;
import io.schism.harness.scenario.Expectation.Interval;
import io.schism.harness.yaml.YamlValue;
import io.schism.histories.check.WorkDone;
import io.schism.histories.verdict.Validity;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads one variant, complete with what it inherits. */
final class VariantReader {
    private static final Set<String> CHECKERS = Set.of("LIN", "DUAL", "LOST", "DIV", "GAP", "FAULT", "WORK");

    private final Vocabulary vocabulary;
    private final BiConsumer<Plan, YamlValue> check;

    /** @param check what a plan that is read must pass, told where the load stops */
    VariantReader(Vocabulary vocabulary, BiConsumer<Plan, YamlValue> check) {
        this.vocabulary = vocabulary;
        this.check = check;
    }

    /** @param sections the keys of {@code policy} and of {@code service}, merged */
    Variant read(String name, YamlValue where, Map<String, YamlValue> keys, Sections sections) {
        Served served = Served.read(where, keys, sections);
        Topology topology = served.topology();
        Plan plan = keys.containsKey("plan")
                ? new PlanReader(vocabulary, Sight.of(topology, served.service())).read(keys.get("plan"))
                : Plan.NONE;
        YamlValue stop = where.required(keys, "stop");
        check.accept(plan, stop);
        List<String> judging = keys.containsKey("checkers")
                ? checkers(keys.get("checkers"), CHECKERS)
                : served.service().checkers();
        return new Variant(
                name,
                keys.containsKey("title") ? keys.get("title").text() : name,
                topology,
                served.service(),
                load(where.required(keys, "load"), new LoadReader(vocabulary, served)),
                plan,
                stop.duration(),
                keys.containsKey("work")
                        ? keys.get("work").list().stream()
                                .map(w -> work(w, topology))
                                .toList()
                        : List.of(),
                keys.containsKey("gap-limits") ? gapLimits(keys.get("gap-limits"), topology) : Map.of(),
                judging,
                expectation(where.required(keys, "expect"), judging, measuring(judging, served.service())));
    }

    private static List<LoadLine> load(YamlValue lines, LoadReader reader) {
        if (lines.list().isEmpty()) {
            throw lines.wrong(
                    "asks for no operation at all", "add a line such as {workload: mix, regions: [E], rate: 20}");
        }
        return lines.list().stream().map(reader::read).toList();
    }

    private static WorkMinimum work(YamlValue line, Topology topology) {
        Map<String, YamlValue> keys = line.map("phase", "region", "kind", "ok");
        if (keys.containsKey("region")) {
            demandRegion(keys.get("region"), keys.get("region").text(), topology);
        }
        return new WorkMinimum(
                word(keys.get("phase"), WorkMinimum.PHASES),
                keys.containsKey("region") ? keys.get("region").text() : WorkDone.EACH,
                word(keys.get("kind"), WorkMinimum.KINDS),
                formula(line.required(keys, "ok")));
    }

    private static String word(@Nullable YamlValue value, List<String> known) {
        if (value == null || value.text().equals(WorkDone.EACH)) {
            return WorkDone.EACH;
        }
        if (!known.contains(value.text())) {
            throw value.wrong("cannot be " + value.text(), "choose one of " + String.join(", ", known) + ", or `*`");
        }
        return value.text();
    }

    private static Map<String, Formula> gapLimits(YamlValue map, Topology topology) {
        Map<String, Formula> limits = new LinkedHashMap<>();
        map.entries().forEach((region, limit) -> {
            demandRegion(limit, region, topology);
            limits.put(region, formula(limit));
        });
        return limits;
    }

    private static void demandRegion(YamlValue where, String region, Topology topology) {
        if (!region.equals("*")
                && topology.regions().stream().noneMatch(r -> r.name().equals(region))) {
            throw where.wrong("names no region: " + region, "name a region of this scenario, or `*`");
        }
    }

    private Expectation expectation(YamlValue value, List<String> judging, Set<String> measuring) {
        Map<String, YamlValue> keys = value.map("verdict", "checkers", "may-fire", "figures");
        Validity verdict = value.required(keys, "verdict").oneOf(Validity.class);
        List<String> must = checkers(keys.get("checkers"), judging);
        if (verdict == Validity.INVALID && must.isEmpty()) {
            throw value.wrong("expects a violation and names no checker", "add `checkers: [DUAL]`");
        }
        Map<String, Interval> figures = new LinkedHashMap<>();
        if (keys.containsKey("figures")) {
            keys.get("figures").entries().forEach((figure, range) -> {
                List<YamlValue> bounds = range.list();
                if (bounds.size() != 2 || !figure.contains(".")) {
                    throw range.wrong(
                            "must be an interval of a checker's figure", "write `DUAL.dual-primary-ms: [0, cut]`");
                }
                demandFigure(range, figure.split("\\.", -1), measuring);
                figures.put(figure, new Interval(formula(bounds.get(0)), formula(bounds.get(1))));
            });
        }
        return new Expectation(verdict, must, checkers(keys.get("may-fire"), judging), figures);
    }

    private void demandFigure(YamlValue where, String[] parts, Set<String> measuring) {
        String checker = parts[0];
        Set<String> figures = vocabulary.figures().getOrDefault(checker, Set.of());
        if (!measuring.contains(checker)) {
            throw where.wrong(
                    "is a figure of " + checker + ", which does not judge this service",
                    "choose among " + sorted(measuring) + ", or add it to the scenario's `checkers`");
        }
        if (!figures.contains(parts[1])) {
            throw where.wrong("names no figure of " + checker + ": " + parts[1], "choose among " + sorted(figures));
        }
    }

    /** Those that judge because they are asked to, and those that always do where there is something to judge. */
    private static Set<String> measuring(List<String> judging, Service service) {
        Set<String> measuring = new HashSet<>(judging);
        measuring.addAll(List.of("FAULT", "WORK"));
        if (!service.readsAreLinearizable()) {
            measuring.add("STALE");
        }
        return measuring;
    }

    /** @param judging which there are to choose from */
    private static List<String> checkers(@Nullable YamlValue list, Collection<String> judging) {
        if (list == null) {
            return List.of();
        }
        for (String checker : list.texts()) {
            if (!CHECKERS.contains(checker)) {
                throw list.wrong("names no checker: " + checker, "choose among " + sorted(CHECKERS));
            }
            if (!judging.contains(checker)) {
                throw list.wrong(
                        "names " + checker + ", which does not judge this service",
                        "choose among " + String.join(", ", judging) + ", or add it to the scenario's `checkers`");
            }
        }
        return list.texts();
    }

    private static Formula formula(YamlValue value) {
        return Formula.parse(value.text(), Variant.NAMES)
                .orElseThrow(() -> value.wrong(
                        "is no formula: " + value.text(),
                        "write a sum such as `cut - 0.67*T + 3s` of " + String.join(", ", Variant.NAMES)));
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
