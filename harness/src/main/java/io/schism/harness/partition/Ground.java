package io.schism.harness.partition;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Member.Kind;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a shape is drawn on. Used once: whatever is random is drawn from one generator, in order. */
final class Ground {
    private final Topology topology;
    private final List<Set<Member>> units;
    private final Set<Member> targets;
    private final RandomGenerator random;

    /** @param targets whom the shape is aimed at; empty where chance decides */
    Ground(Topology topology, Unit unit, Set<Member> targets, RandomGenerator random) {
        this.topology = topology;
        this.units = unit.of(topology);
        this.targets = targets;
        this.random = random;
    }

    List<Set<Member>> units() {
        return units;
    }

    List<Set<Member>> regions() {
        return Unit.REGIONS.of(topology);
    }

    List<Set<Member>> shuffled() {
        List<Set<Member>> shuffled = new ArrayList<>(units);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            shuffled.set(j, shuffled.set(i, shuffled.get(j)));
        }
        return shuffled;
    }

    boolean toss() {
        return random.nextBoolean();
    }

    /** The units that the targets stand in; one at random where there are none. */
    List<Set<Member>> aimedAt() {
        if (targets.isEmpty()) {
            return List.of(units.get(random.nextInt(units.size())));
        }
        return units.stream()
                .filter(unit -> unit.stream().anyMatch(targets::contains))
                .toList();
    }

    boolean isAimed() {
        return !targets.isEmpty();
    }

    List<Set<Member>> allBut(Collection<Set<Member>> some) {
        return units.stream().filter(unit -> !some.contains(unit)).toList();
    }

    /** The targets and all other members of a kind, cut off from each other. */
    Set<Pair> targetsFrom(Kind kind) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Member target : targets) {
            for (Member other : topology.members(kind)) {
                if (!targets.contains(other)) {
                    pairs.add(new Pair(target.name(), other.name()));
                    pairs.add(new Pair(other.name(), target.name()));
                }
            }
        }
        return pairs;
    }

    /** Members of different sides, in both directions. */
    static Set<Pair> apart(List<? extends Collection<Set<Member>>> sides) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Collection<Set<Member>> here : sides) {
            for (Collection<Set<Member>> there : sides) {
                if (here != there) {
                    pairs.addAll(oneWay(here, there));
                }
            }
        }
        return pairs;
    }

    /** What the members of one side send to those of the other. */
    static Set<Pair> oneWay(Collection<Set<Member>> from, Collection<Set<Member>> to) {
        Set<Pair> pairs = new LinkedHashSet<>();
        from.forEach(f -> f.forEach(
                sender -> to.forEach(t -> t.forEach(receiver -> pairs.add(new Pair(sender.name(), receiver.name()))))));
        return pairs;
    }
}
