package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cuts;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.histories.edn.Keyword;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Directed pairs that do not reach each other. */
public final class CutInjection implements Injection {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final int TRIES = 3;

    private final Network network;
    private final Cuts cuts;
    private final SeenPairs pairs;
    private final Predicate<String> mute;
    private final Predicate<Pair> refused;

    /**
     * A cut that is not there yet.
     *
     * @param mute whether another fault silences a member: it sends nothing, and cannot be asked
     * @param refused whether another fault refuses what this one no longer holds
     */
    public CutInjection(Network network, Cuts cuts, Set<Pair> pairs, Predicate<String> mute, Predicate<Pair> refused) {
        this.network = network;
        this.cuts = cuts;
        this.pairs = new SeenPairs(pairs);
        this.mute = mute;
        this.refused = refused;
    }

    @Override
    public Map<Keyword, @Nullable Object> describe() {
        return pairs.describe();
    }

    @Override
    public void inject() {
        cuts.cut(this, pairs.all());
    }

    @Override
    public void heal() {
        cuts.heal(this);
        pairs.heal();
    }

    /** {@inheritDoc} That a member does not answer which another fault silences is no sign of a cut. */
    @Override
    public Optional<String> leak() {
        Set<Pair> untried = pairs.all();
        for (int round = 0; round < TRIES && !untried.isEmpty(); round++) {
            Set<Pair> telling = answerable(untried);
            Map<Pair, Reach> found = probe(untried);
            Optional<Pair> open = first(found, reach -> reach == Reach.OPEN);
            if (open.isPresent()) {
                return open.map(pair -> pair + " let a connection through");
            }
            telling.retainAll(answerable(untried));
            telling.stream().filter(pair -> found.get(pair) != Reach.NOT_TRIED).forEach(pairs::hit);
            untried = found.keySet();
            untried.removeIf(pair -> found.get(pair) != Reach.NOT_TRIED || mute.test(pair.from()));
        }
        return untried.stream().findFirst().map(pair -> pair.from() + " could not be asked about " + pair);
    }

    @Override
    public boolean isSeen() {
        return pairs.isAnyHit();
    }

    @Override
    public Optional<String> remains() {
        Set<Pair> healed = answerable(pairs.notWhole());
        healed.removeAll(cuts.inForce());
        healed.removeIf(refused);
        Map<Pair, Reach> found = probe(healed);
        found.forEach((pair, reach) -> {
            if (reach == Reach.OPEN) {
                pairs.whole(pair);
            }
        });
        return first(found, reach -> reach != Reach.OPEN).map(pair -> pair + " lets no connection through");
    }

    /** Those that nobody silences an end of. */
    private Set<Pair> answerable(Set<Pair> asked) {
        Map<String, Boolean> silent = new HashMap<>();
        Set<Pair> answerable = new LinkedHashSet<>(asked);
        answerable.removeIf(pair ->
                silent.computeIfAbsent(pair.from(), mute::test) || silent.computeIfAbsent(pair.to(), mute::test));
        return answerable;
    }

    private static Optional<Pair> first(Map<Pair, Reach> found, Predicate<Reach> wanted) {
        return found.keySet().stream()
                .filter(pair -> wanted.test(found.get(pair)))
                .findFirst();
    }

    /** All at the same time. */
    private Map<Pair, Reach> probe(Set<Pair> probed) {
        return Probes.each(probed, pair -> network.probe(pair, PATIENCE));
    }
}
