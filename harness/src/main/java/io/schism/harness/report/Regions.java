package io.schism.harness.report;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which region each member belongs to, from the run's setting and the history's own topology line. */
record Regions(Map<String, String> byMember, List<String> names) {

    static Regions of(Map<String, List<String>> setting, History history) {
        Map<String, String> byMember = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        setting.forEach((region, nodes) -> {
            names.add(region);
            nodes.forEach(node -> byMember.put(node, region));
        });
        for (Operation topology : history.observed("topology")) {
            for (String part : List.of("regions", "zookeepers", "controllers")) {
                if (Field.of(topology.value(), part) instanceof Map<?, ?> map) {
                    map.forEach((region, members) -> add(byMember, names, Field.word(region, "?"), members));
                }
            }
        }
        return new Regions(byMember, List.copyOf(names));
    }

    private static void add(Map<String, String> byMember, Set<String> names, String region, Object members) {
        names.add(region);
        if (members instanceof Collection<?> collection) {
            collection.forEach(member -> byMember.putIfAbsent(Field.word(member, "?"), region));
        }
    }

    /** The region of a member; a member that nothing places is found by its suffix ({@code clients-E}), else "". */
    String of(String member) {
        String known = byMember.get(member);
        if (known != null) {
            return known;
        }
        String suffix = member.substring(member.lastIndexOf('-') + 1);
        return names.contains(suffix) ? suffix : "";
    }

    /**
     * A set of directed pairs in words: by regions where whole regions are apart, else counted.
     *
     * @param pairs each a list of two members
     */
    String describe(List<?> pairs) {
        Set<List<String>> between = new LinkedHashSet<>();
        for (Object pair : pairs) {
            List<?> ends = Field.list(pair);
            if (ends.size() != 2) {
                return Shown.count(pairs.size(), "pair");
            }
            String from = Field.word(ends.get(0), "?");
            String to = Field.word(ends.get(1), "?");
            between.add(List.of(of(from).isEmpty() ? from : of(from), of(to).isEmpty() ? to : of(to)));
        }
        boolean bothWays = between.stream().allMatch(p -> between.contains(List.of(p.get(1), p.get(0))));
        Set<String> ends = new TreeSet<>();
        between.forEach(ends::addAll);
        for (String end : ends) {
            if (!between.isEmpty() && between.stream().allMatch(p -> p.contains(end))) {
                Set<String> others = new TreeSet<>(ends);
                others.remove(end);
                boolean outward = between.stream().allMatch(p -> p.get(0).equals(end));
                return Shown.name(end)
                        + (bothWays ? " ⇹ " : outward ? " ⇥ " : " ⇤ ")
                        + Shown.name(String.join(", ", others));
            }
        }
        return Shown.count(pairs.size(), "pair");
    }
}
