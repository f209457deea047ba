package io.schism.harness.scenario;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology;
import io.schism.harness.partition.Partition;
import io.schism.harness.partition.Unit;
import io.schism.harness.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and writes whom a step is meant for. */
final class TargetReader {
    private final Sight sight;
    private final Topology topology;

    TargetReader(Sight sight) {
        this.sight = sight;
        this.topology = sight.topology();
    }

    /** The keys that tell it. */
    static List<String> keys(FaultForm.Aim aim) {
        return switch (aim) {
            case PAIRS -> List.of("sides", "from", "to", "shape", "of", "targets");
            case MEMBERS -> List.of("targets");
            case WHOLE -> List.of();
        };
    }

    Target read(FaultForm.Aim aim, YamlValue line, Map<String, YamlValue> keys) {
        return switch (aim) {
            case PAIRS -> pairs(line, keys);
            case MEMBERS -> members(line.required(keys, "targets"));
            case WHOLE -> new Target.Whole();
        };
    }

    private Target pairs(YamlValue line, Map<String, YamlValue> keys) {
        if (keys.containsKey("shape")) {
            refuse(
                    keys,
                    List.of("sides", "from", "to"),
                    "stands beside `shape`",
                    "say either who is apart, or a shape");
            return shaped(line, keys);
        }
        refuse(keys, List.of("of", "targets"), "stands without `shape`", "add `shape: isolate`");
        if (keys.containsKey("from") || keys.containsKey("to")) {
            refuse(
                    keys,
                    List.of("sides"),
                    "stands beside `from` and `to`",
                    "say either who is apart, or one direction");
            return new Target.Links(names(line.required(keys, "from")), names(line.required(keys, "to")));
        }
        return sides(line.required(keys, "sides"));
    }

    private static void refuse(Map<String, YamlValue> keys, List<String> refused, String problem, String remedy) {
        for (String key : refused) {
            if (keys.containsKey(key)) {
                throw keys.get(key).wrong(problem, remedy);
            }
        }
    }

    private Target shaped(YamlValue line, Map<String, YamlValue> keys) {
        Partition shape = line.required(keys, "shape").oneOf(Partition.class);
        String word = YamlValue.word(shape);
        boolean drawnOverUnits = shape.aim() != Partition.Aim.PRIMARY && shape != Partition.REGIONS;
        if (!drawnOverUnits) {
            refuse(keys, List.of("of"), "has no meaning for " + word, "leave it out");
        }
        if (shape.aim() == Partition.Aim.NOBODY) {
            refuse(keys, List.of("targets"), "has no meaning for " + word, "leave it out, or write `shape: isolate`");
        }
        Unit unit = keys.containsKey("of") ? keys.get("of").oneOf(Unit.class) : Unit.MACHINES;
        if (shape.aim() != Partition.Aim.PRIMARY) {
            demandEnough(shape, shape == Partition.REGIONS ? Unit.REGIONS : unit, line.required(keys, "shape"));
        }
        return new Target.Shaped(shape, unit, targets(shape, line, keys));
    }

    private List<String> targets(Partition shape, YamlValue line, Map<String, YamlValue> keys) {
        if (keys.containsKey("targets")) {
            return names(keys.get("targets"));
        }
        return shape.aim() == Partition.Aim.PRIMARY
                ? names(line.required(keys, "shape"), List.of("primary"))
                : List.of();
    }

    private void demandEnough(Partition shape, Unit unit, YamlValue value) {
        int units = unit.of(topology).size();
        if (units < shape.least()) {
            String word = YamlValue.word(unit);
            throw value.wrong(
                    "would cut nothing: there are " + units + " " + word + " in this cluster",
                    "choose another shape or `of`; " + shape.word() + " needs " + shape.least() + " " + word);
        }
    }

    private Target sides(YamlValue value) {
        List<List<String>> sides = value.list().stream()
                .map(side -> side.texts().equals(List.of(Target.REST)) ? List.of(Target.REST) : names(side))
                .toList();
        if (sides.size() < 2) {
            throw value.wrong("needs two sides at least", "write `sides: [[E], [C, W]]`");
        }
        if (sides.stream().filter(List.of(Target.REST)::equals).count() > 1) {
            throw value.wrong("names the rest twice", "name each member on one side only");
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

    private Target members(YamlValue value) {
        List<String> names = names(value);
        boolean words = names.stream().anyMatch(name -> !Who.isName(name, topology));
        if (!words && topology.named(names).stream().allMatch(m -> m.kind() == Member.Kind.CLIENTS)) {
            throw value.wrong("names clients alone, which are no processes", "name a node, a voter or a region");
        }
        return new Target.Members(names);
    }

    private List<String> names(YamlValue list) {
        return names(list, list.texts());
    }

    private List<String> names(YamlValue list, List<String> names) {
        if (names.isEmpty()) {
            throw list.wrong("is empty", "name a region or a member");
        }
        for (String name : names) {
            if (Who.isName(name, topology)) {
                continue;
            }
            Who who = Who.parse(name)
                    .orElseThrow(() -> list.wrong(
                            "names neither region nor member: " + name,
                            "see `regions`; members are E1, zk-E, ctl-E; or say " + Who.words()));
            if (who.most(topology) < 1) {
                throw list.wrong("hits nobody: there is no " + name + " in this cluster", "name someone else");
            }
            sight.hides(who).ifPresent(reason -> {
                throw list.wrong("hits nobody: " + reason, "add `role` to the service, or name its nodes");
            });
        }
        return names;
    }

    /** The keys that {@link #read} turns into this target; lists of their own, or YAML would point from one to another. */
    static Map<String, Object> write(Target target) {
        Map<String, Object> keys = new LinkedHashMap<>();
        if (target instanceof Target.Sides sides) {
            keys.put("sides", sides.sides().stream().map(ArrayList::new).toList());
        } else if (target instanceof Target.Links links) {
            keys.put("from", new ArrayList<>(links.from()));
            keys.put("to", new ArrayList<>(links.to()));
        } else if (target instanceof Target.Shaped shaped) {
            keys.put("shape", YamlValue.word(shaped.shape()));
            if (shaped.of() != Unit.MACHINES) {
                keys.put("of", YamlValue.word(shaped.of()));
            }
            if (!shaped.targets().isEmpty()) {
                keys.put("targets", new ArrayList<>(shaped.targets()));
            }
        } else if (target instanceof Target.Members members) {
            keys.put("targets", new ArrayList<>(members.names()));
        }
        return keys;
    }
}
