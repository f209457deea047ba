package io.schism.harness.scenario;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology;
import io.schism.harness.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a fault plan. */
final class PlanReader {
    private static final List<String> ALWAYS = List.of("at", "fault", "for");

    private final Vocabulary vocabulary;

    PlanReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The steps, in order of time. */
    List<Step> read(YamlValue plan, Topology topology) {
        List<Step> steps = new ArrayList<>();
        for (YamlValue line : plan.list()) {
            steps.add(step(line, topology));
        }
        steps.sort(Comparator.comparing(Step::at));
        return List.copyOf(steps);
    }

    private Step step(YamlValue line, Topology topology) {
        FaultForm form = form(line);
        Map<String, YamlValue> keys = line.map(keys(form).toArray(String[]::new));
        return new Step(
                form.name(),
                line.required(keys, "at").duration(),
                line.required(keys, "for").duration(),
                target(form, line, keys, topology),
                settings(form, line, keys),
                line.required(keys, "fault").place());
    }

    private FaultForm form(YamlValue line) {
        YamlValue fault = line.required(line.entries(), "fault");
        FaultForm form = vocabulary.faults().get(fault.text());
        if (form == null) {
            throw fault.wrong(
                    "is no fault: " + fault.text(),
                    "choose one of " + String.join(", ", vocabulary.faults().keySet()));
        }
        return form;
    }

    private static List<String> keys(FaultForm form) {
        List<String> aim =
                switch (form.aim()) {
                    case PAIRS -> List.of("sides", "from", "to");
                    case MEMBERS -> List.of("targets");
                    case WHOLE -> List.of();
                };
        return Stream.of(
                        ALWAYS, aim, form.settings().stream().map(Setting::name).toList())
                .flatMap(List::stream)
                .toList();
    }

    private static Target target(FaultForm form, YamlValue line, Map<String, YamlValue> keys, Topology topology) {
        return switch (form.aim()) {
            case PAIRS ->
                keys.containsKey("from") || keys.containsKey("to")
                        ? links(line, keys, topology)
                        : sides(line.required(keys, "sides"), topology);
            case MEMBERS -> members(line.required(keys, "targets"), topology);
            case WHOLE -> new Target.Whole();
        };
    }

    private static Target links(YamlValue line, Map<String, YamlValue> keys, Topology topology) {
        if (keys.containsKey("sides")) {
            throw keys.get("sides").wrong("stands beside `from` and `to`", "say either who is apart, or one direction");
        }
        return new Target.Links(
                names(line.required(keys, "from"), topology), names(line.required(keys, "to"), topology));
    }

    private static Target sides(YamlValue value, Topology topology) {
        List<List<String>> sides =
                value.list().stream().map(side -> names(side, topology)).toList();
        if (sides.size() < 2) {
            throw value.wrong("needs two sides at least", "write `sides: [[E], [C, W]]`");
        }
        Set<Member> seen = new HashSet<>();
        for (List<String> side : sides) {
            for (Member member : topology.named(side)) {
                if (!seen.add(member)) {
                    throw value.wrong("has " + member.name() + " on two sides", "name each member on one side only");
                }
            }
        }
        return new Target.Sides(sides);
    }

    private static Target members(YamlValue value, Topology topology) {
        List<String> names = names(value, topology);
        if (topology.named(names).stream().allMatch(m -> m.kind() == Member.Kind.CLIENTS)) {
            throw value.wrong("names clients alone, which are no processes", "name a node, a voter or a region");
        }
        return new Target.Members(names);
    }

    private static List<String> names(YamlValue list, Topology topology) {
        List<String> names = list.texts();
        if (names.isEmpty()) {
            throw list.wrong("is empty", "name a region or a member");
        }
        for (String name : names) {
            boolean known = topology.regions().stream().anyMatch(r -> r.name().equals(name))
                    || topology.members().stream().map(Member::name).anyMatch(name::equals);
            if (!known) {
                throw list.wrong(
                        "names neither region nor member: " + name, "see `regions`; members are E1, zk-E, ctl-E");
            }
        }
        return names;
    }

    private static Settings settings(FaultForm form, YamlValue line, Map<String, YamlValue> keys) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Setting setting : form.settings()) {
            boolean said =
                    keys.containsKey(setting.name()) || setting.otherwise().isEmpty();
            texts.put(setting.name(), said ? setting.read(line.required(keys, setting.name())) : setting.otherwise());
        }
        return new Settings(texts);
    }
}
