package io.schism.harness.partition;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Member.Kind;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Topology;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The registry of partitions: the shapes in which a network falls in parts. The names are Jepsen's where it has one. All
 * but those that name a kind of member are drawn over {@link Unit}s.
 */
public enum Partition {
    HALVES("the first half of the units against the rest", 2, Aim.NOBODY, ground -> halves(ground.units())),
    RANDOM_HALVES("half of the units, at random, against the rest", 2, Aim.NOBODY, ground -> halves(ground.shuffled())),
    MINORITY_MAJORITY(
            "the largest minority of the units, at random, against a majority",
            3,
            Aim.NOBODY,
            Partition::minorityMajority),
    ISOLATE(
            "the targets against all others; one unit at random where nobody is named",
            2,
            Aim.ANYBODY,
            Partition::isolate),
    REGIONS("every region against every other", 2, Aim.NOBODY, ground -> everyone(ground.regions())),
    BRIDGE("two halves, at random, that reach each other through one unit alone", 3, Aim.NOBODY, Partition::bridge),
    MAJORITIES_RING(
            "every unit hears a majority, no two the same one, in a ring at random",
            3,
            Aim.NOBODY,
            Partition::majoritiesRing),
    ONE_WAY(
            "what the targets send to all others is lost; what half of the units, at random, sends to the rest where"
                    + " nobody is named",
            2,
            Aim.ANYBODY,
            Partition::oneWay),
    RANDOM(
            "each direction between two units by the toss of a coin; not none of them",
            2,
            Aim.NOBODY,
            Partition::random),
    FROM_ZOOKEEPER(
            "the targets against every ZooKeeper voter, and nobody else",
            1,
            Aim.PRIMARY,
            g -> g.targetsFrom(Kind.ZOOKEEPER)),
    FROM_REPLICAS(
            "the targets against every other node, and nobody else", 1, Aim.PRIMARY, g -> g.targetsFrom(Kind.SERVICE)),
    FROM_CLIENTS("the targets against all clients, and nobody else", 1, Aim.PRIMARY, g -> g.targetsFrom(Kind.CLIENTS));

    /** Whom a shape may be aimed at. */
    public enum Aim {
        /** It takes no targets. */
        NOBODY,
        /** Targets, or chance. */
        ANYBODY,
        /** Targets; the primary where nobody is named. It knows no units. */
        PRIMARY
    }

    private final String description;
    private final int least;
    private final Aim aim;
    private final Function<Ground, Set<Pair>> drawing;

    Partition(String description, int least, Aim aim, Function<Ground, Set<Pair>> drawing) {
        this.description = description;
        this.least = least;
        this.aim = aim;
        this.drawing = drawing;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** As users type it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of how many units it needs to cut anything, whatever is drawn. */
    public int least() {
        return least;
    }

    public Aim aim() {
        return aim;
    }

    /**
     * The directed pairs to cut; a function of its arguments alone.
     *
     * @param targets whom it is aimed at; empty where nobody is named
     */
    public Set<Pair> pairs(Topology topology, Unit unit, Set<Member> targets, RandomGenerator random) {
        return drawing.apply(new Ground(topology, unit, targets, random));
    }

    private static Set<Pair> halves(List<Set<Member>> units) {
        int half = units.size() / 2;
        return Ground.apart(List.of(units.subList(0, half), units.subList(half, units.size())));
    }

    private static Set<Pair> minorityMajority(Ground ground) {
        List<Set<Member>> units = ground.shuffled();
        int minority = (units.size() - 1) / 2;
        return Ground.apart(List.of(units.subList(0, minority), units.subList(minority, units.size())));
    }

    private static Set<Pair> isolate(Ground ground) {
        List<Set<Member>> alone = ground.aimedAt();
        return Ground.apart(List.of(alone, ground.allBut(alone)));
    }

    private static Set<Pair> everyone(List<Set<Member>> units) {
        return Ground.apart(units.stream().map(List::of).toList());
    }

    private static Set<Pair> bridge(Ground ground) {
        List<Set<Member>> units = ground.shuffled();
        int half = units.size() / 2;
        return Ground.apart(
                List.of(units.subList(0, half), units.subList(Math.min(half + 1, units.size()), units.size())));
    }

    /** A unit hears itself and its neighbours on both sides, as many as make a majority. */
    private static Set<Pair> majoritiesRing(Ground ground) {
        List<Set<Member>> ring = ground.shuffled();
        int size = ring.size();
        int others = size / 2;
        Set<Pair> pairs = new LinkedHashSet<>();
        for (int hears = 0; hears < size; hears++) {
            for (int speaks = 0; speaks < size; speaks++) {
                int ahead = Math.floorMod(speaks - hears, size);
                boolean heard = ahead <= others - others / 2 || size - ahead <= others / 2;
                if (!heard) {
                    pairs.addAll(Ground.oneWay(List.of(ring.get(speaks)), List.of(ring.get(hears))));
                }
            }
        }
        return pairs;
    }

    private static Set<Pair> oneWay(Ground ground) {
        if (ground.isAimed()) {
            List<Set<Member>> mute = ground.aimedAt();
            return Ground.oneWay(mute, ground.allBut(mute));
        }
        List<Set<Member>> units = ground.shuffled();
        int half = units.size() / 2;
        return Ground.oneWay(units.subList(0, half), units.subList(half, units.size()));
    }

    /** Tossed again where nothing was cut: two units would see that every fourth time. */
    private static Set<Pair> random(Ground ground) {
        Set<Pair> pairs = tossed(ground);
        while (pairs.isEmpty() && ground.units().size() >= RANDOM.least) {
            pairs = tossed(ground);
        }
        return pairs;
    }

    private static Set<Pair> tossed(Ground ground) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Set<Member> from : ground.units()) {
            for (Set<Member> to : ground.units()) {
                if (from != to && ground.toss()) {
                    pairs.addAll(Ground.oneWay(List.of(from), List.of(to)));
                }
            }
        }
        return pairs;
    }
}
