package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Topology;
import io.schism.harness.scenario.FaultForm;
import io.schism.harness.scenario.Step;
import io.schism.harness.scenario.Target;
import io.schism.harness.scenario.Who;
import io.schism.harness.yaml.Durations;
import io.schism.harness.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Finds out whom a step of the plan hits at this moment. */
final class Aiming {
    private final Parts parts;
    private final double scale;

    Aiming(Parts parts, double scale) {
        this.parts = parts;
        this.scale = scale;
    }

    /** At the moments of a run: looks at once who plays which part, where a step asks for that. */
    static Aiming in(Cluster cluster, double scale, List<Step> steps) {
        Roles roles = new Roles(cluster);
        if (steps.stream().anyMatch(step -> hasWords(step.target(), cluster.topology()))) {
            roles.look();
        }
        return new Aiming(roles, scale);
    }

    private static boolean hasWords(Target target, Topology topology) {
        return names(target).stream().anyMatch(name -> Who.of(name, topology).isPresent());
    }

    private static List<String> names(Target target) {
        if (target instanceof Target.Members members) {
            return members.names();
        }
        if (target instanceof Target.Shaped shaped) {
            return shaped.targets();
        }
        if (target instanceof Target.Sides sides) {
            return sides.sides().stream().flatMap(List::stream).toList();
        }
        if (target instanceof Target.Links links) {
            List<String> names = new ArrayList<>(links.from());
            names.addAll(links.to());
            return names;
        }
        return List.of();
    }

    /**
     * The step's strike.
     *
     * @param seed of all that the step leaves to chance
     * @throws IllegalStateException where there is nobody to hit
     */
    Strike at(Step step, FaultForm form, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Target target = step.target();
        Set<Pair> pairs = pairs(target, random);
        List<Member> members =
                target instanceof Target.Members named ? hit(form, who(named.names(), random)) : List.of();
        if (pairs.isEmpty() && members.isEmpty() && !(target instanceof Target.Whole)) {
            throw new IllegalStateException("it would hit nobody"
                    + (target instanceof Target.Members ? ", for it is done to " + form.whom() : ""));
        }
        return new Strike(
                pairs, members, step.settings().scaled(form, scale), Durations.scale(step.lasts(), scale), seed);
    }

    private Set<Pair> pairs(Target target, RandomGenerator random) {
        if (target instanceof Target.Sides sides) {
            return apart(sides(sides, random));
        }
        if (target instanceof Target.Links links) {
            Set<Pair> pairs = new LinkedHashSet<>();
            connect(who(links.from(), random), who(links.to(), random), pairs);
            return pairs;
        }
        if (target instanceof Target.Shaped shaped) {
            Set<Member> aimedAt = who(shaped.targets(), random);
            return shaped.shape().pairs(parts.topology(), shaped.of(), aimedAt, random);
        }
        return Set.of();
    }

    /** A member that two sides name, through words, stands on the earlier one. */
    private List<Set<Member>> sides(Target.Sides sides, RandomGenerator random) {
        Set<Member> free = new LinkedHashSet<>(parts.topology().members());
        List<Set<Member>> members = new ArrayList<>();
        for (List<String> side : sides.sides()) {
            Set<Member> here = new LinkedHashSet<>();
            if (!side.equals(List.of(Target.REST))) {
                here.addAll(who(side, random));
                here.retainAll(free);
                free.removeAll(here);
            }
            members.add(here);
        }
        int rest = sides.sides().indexOf(List.of(Target.REST));
        if (rest >= 0) {
            members.get(rest).addAll(free);
        }
        return members;
    }

    private static Set<Pair> apart(List<Set<Member>> sides) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (int here = 0; here < sides.size(); here++) {
            for (int there = 0; there < sides.size(); there++) {
                if (here != there) {
                    connect(sides.get(here), sides.get(there), pairs);
                }
            }
        }
        return pairs;
    }

    private static void connect(Collection<Member> from, Collection<Member> to, Set<Pair> pairs) {
        from.forEach(f -> to.stream().filter(t -> !t.equals(f)).forEach(t -> pairs.add(new Pair(f.name(), t.name()))));
    }

    /** The members that names and words stand for at this moment. */
    private Set<Member> who(List<String> texts, RandomGenerator random) {
        Topology topology = parts.topology();
        Set<Member> members = new LinkedHashSet<>();
        for (String text : texts) {
            Optional<Who> word = Who.of(text, topology);
            members.addAll(word.isPresent() ? some(word.get(), random) : topology.named(List.of(text)));
        }
        return members;
    }

    private List<Member> some(Who who, RandomGenerator random) {
        List<Member> group = new ArrayList<>(parts.members(who.group()));
        if (group.isEmpty()) {
            throw new IllegalStateException("nobody says to be the " + YamlValue.word(who.group()));
        }
        int count = who.share() == Who.Share.ANY
                ? 1 + random.nextInt(group.size())
                : who.share().of(group.size());
        List<Member> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            chosen.add(group.remove(random.nextInt(group.size())));
        }
        return chosen;
    }

    /** Those of the members that the fault does something to. */
    private static List<Member> hit(FaultForm form, Collection<Member> members) {
        return members.stream().filter(m -> form.hits().contains(m.kind())).toList();
    }
}
