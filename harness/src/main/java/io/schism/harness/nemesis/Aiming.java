package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Topology;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Step;
import io.schism.harness.scenario.Target;
import io.schism.harness.yaml.Durations;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds out whom a step of the plan hits at this moment. */
final class Aiming {
    private final Cluster cluster;
    private final double scale;

    Aiming(Cluster cluster, double scale) {
        this.cluster = cluster;
        this.scale = scale;
    }

    Strike at(Step step, FaultForm form, long seed) {
        Target target = step.target();
        return new Strike(
                pairs(target),
                target instanceof Target.Members members ? processes(members.names()) : List.of(),
                step.settings().scaled(form, scale),
                Durations.scale(step.lasts(), scale),
                seed);
    }

    private Set<Pair> pairs(Target target) {
        Topology topology = cluster.topology();
        Set<Pair> pairs = new LinkedHashSet<>();
        if (target instanceof Target.Sides sides) {
            List<Set<Member>> members =
                    sides.sides().stream().map(topology::named).toList();
            members.forEach(here ->
                    members.stream().filter(there -> there != here).forEach(there -> connect(here, there, pairs)));
        } else if (target instanceof Target.Links links) {
            connect(topology.named(links.from()), topology.named(links.to()), pairs);
        }
        return pairs;
    }

    private static void connect(Collection<Member> from, Collection<Member> to, Set<Pair> pairs) {
        from.forEach(f -> to.stream().filter(t -> !t.equals(f)).forEach(t -> pairs.add(new Pair(f.name(), t.name()))));
    }

    private List<Member> processes(List<String> names) {
        return cluster.topology().named(names).stream()
                .filter(m -> m.kind() != Member.Kind.CLIENTS)
                .toList();
    }
}
