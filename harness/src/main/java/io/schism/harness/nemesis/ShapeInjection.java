package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.histories.edn.Keyword;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pairs that are shaped: the fault is in force while every one of them shows the shape, and gone when none does. A pair
 * that a cut, another shape or a silenced member keeps from being looked at proves nothing either way.
 */
final class ShapeInjection implements Injection {
    private final Cluster cluster;
    private final SeenPairs pairs;
    private final Shape shape;
    private final Look look;

    ShapeInjection(Cluster cluster, Set<Pair> pairs, Shape shape, Look look) {
        this.cluster = cluster;
        this.pairs = new SeenPairs(pairs);
        this.shape = shape;
        this.look = look;
    }

    /** One question that a look asks of a pair. */
    private interface Question {
        Optional<String> ask(Network network, Pair pair, Shape others);
    }

    @Override
    public Map<Keyword, @Nullable Object> describe() {
        return pairs.describe();
    }

    @Override
    public void lookBefore() {
        Map<Pair, Shape> others = others();
        Probes.each(answerable(pairs.all()), pair -> {
            look.before(cluster.site().network(), pair, others.getOrDefault(pair, Shape.NONE));
            return pair;
        });
    }

    @Override
    public void inject() {
        cluster.shapes().put(this, pairs.all(), shape);
    }

    @Override
    public void heal() {
        cluster.shapes().take(this);
        pairs.heal();
    }

    @Override
    public Optional<String> leak() {
        return first(pairs.all(), look::leak, pairs::hit);
    }

    @Override
    public boolean isSeen() {
        return pairs.isAnyHit();
    }

    @Override
    public Optional<String> remains() {
        Map<Pair, Shape> others = others();
        Set<Pair> free = pairs.notWhole();
        free.removeIf(pair -> !look.tellsFrom(others.getOrDefault(pair, Shape.NONE)));
        return first(free, look::remains, pairs::whole);
    }

    /** What a cut or another fault kept from being looked at, or changed, while it was proves nothing. */
    private Optional<String> first(Set<Pair> asked, Question question, Consumer<Pair> seen) {
        Set<Pair> known = answerable(asked);
        known.removeIf(pair -> !look.knows(pair));
        Map<Pair, Shape> others = others();
        Map<Pair, Optional<String>> answers = Probes.each(
                known, pair -> question.ask(cluster.site().network(), pair, others.getOrDefault(pair, Shape.NONE)));
        Map<Pair, Shape> now = others();
        Set<Pair> undisturbed = answerable(known);
        undisturbed.removeIf(pair -> !Objects.equals(others.get(pair), now.get(pair)));
        answers.keySet().retainAll(undisturbed);
        answers.forEach((pair, answer) -> {
            if (answer.isEmpty()) {
                seen.accept(pair);
            }
        });
        return answers.values().stream().flatMap(Optional::stream).findFirst();
    }

    /** What other faults make of each pair's way there and back. */
    private Map<Pair, Shape> others() {
        Map<Pair, Shape> oneWay = cluster.shapes().besides(this);
        Map<Pair, Shape> both = new HashMap<>(oneWay);
        oneWay.forEach((pair, other) -> both.merge(pair.reversed(), other, Shape::and));
        return both;
    }

    private Set<Pair> answerable(Set<Pair> asked) {
        Set<Pair> cut = cluster.cuts().inForce();
        Set<Pair> answerable = new LinkedHashSet<>(asked);
        answerable.removeIf(pair -> cut.contains(pair)
                || cut.contains(pair.reversed())
                || cluster.silenced().maybeMute(pair.from())
                || cluster.silenced().maybeMute(pair.to()));
        return answerable;
    }
}
