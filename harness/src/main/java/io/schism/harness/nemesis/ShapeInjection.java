package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.histories.edn.Keyword;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pairs that are shaped: the fault is in force while every one of them shows the shape, and gone when none does. A pair
 * that a cut, another shape or a silenced member keeps from being looked at proves nothing either way.
 */
final class ShapeInjection implements Injection {
    private final Cluster cluster;
    private final Set<Pair> pairs;
    private final Shape shape;
    private final Look look;

    /** Since the heal: what was seen once need not be seen again. */
    private final Set<Pair> seenWhole = ConcurrentHashMap.newKeySet();

    ShapeInjection(Cluster cluster, Set<Pair> pairs, Shape shape, Look look) {
        this.cluster = cluster;
        this.pairs = Set.copyOf(pairs);
        this.shape = shape;
        this.look = look;
    }

    @Override
    public Map<Keyword, @Nullable Object> describe() {
        return Map.of(
                Keyword.of("pairs"),
                pairs.stream().map(p -> List.of(p.from(), p.to())).toList());
    }

    @Override
    public void inject() {
        Probes.each(observable(), pair -> {
            look.before(cluster.site().network(), pair);
            return pair;
        });
        cluster.shapes().put(this, pairs, shape);
    }

    @Override
    public void heal() {
        cluster.shapes().take(this);
    }

    @Override
    public Optional<String> leak() {
        return first(observable(), pair -> look.leak(cluster.site().network(), pair));
    }

    @Override
    public Optional<String> remains() {
        Set<Pair> free = observable();
        Set<Pair> shaped = cluster.shapes().inForce().keySet();
        free.removeIf(pair -> shaped.contains(pair) || shaped.contains(pair.reversed()));
        free.removeAll(seenWhole);
        return first(free, pair -> {
            Optional<String> remains = look.remains(cluster.site().network(), pair);
            if (remains.isEmpty()) {
                seenWhole.add(pair);
            }
            return remains;
        });
    }

    /** What a cut or another fault kept from being looked at while it was proves nothing. */
    private Optional<String> first(Set<Pair> asked, Function<Pair, Optional<String>> question) {
        Map<Pair, Optional<String>> answers = Probes.each(asked, question);
        return observable().stream()
                .map(pair -> answers.getOrDefault(pair, Optional.empty()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Set<Pair> observable() {
        Set<Pair> cut = cluster.cuts().inForce();
        Set<Pair> observable = new LinkedHashSet<>(pairs);
        observable.removeIf(pair -> cut.contains(pair)
                || cut.contains(pair.reversed())
                || cluster.silenced().maybeMute(pair.from())
                || cluster.silenced().maybeMute(pair.to()));
        return observable;
    }
}
