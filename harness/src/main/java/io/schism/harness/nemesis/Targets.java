package io.schism.harness.nemesis;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The members that names of regions and members stand for. */
final class Targets {
    private Targets() {}

    static Set<Member> members(Topology topology, List<String> names) {
        Set<Member> members = new LinkedHashSet<>();
        for (String name : names) {
            topology.members().stream()
                    .filter(m -> m.name().equals(name) || m.region().equals(name))
                    .forEach(members::add);
        }
        return members;
    }

    /** Those of them that are processes of their own: not the clients. */
    static List<Member> processes(Topology topology, List<String> names) {
        return members(topology, names).stream()
                .filter(m -> m.kind() != Member.Kind.CLIENTS)
                .toList();
    }
}
