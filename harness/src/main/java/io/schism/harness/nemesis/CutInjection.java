package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cuts;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.histories.edn.Keyword;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final Set<Pair> pairs;
    private final Predicate<String> mute;
    private final Predicate<Pair> refused;

    /** Since the heal; on a busy machine no single sweep of a hundred pairs may find them all in time. */
    private final Set<Pair> seenWhole = new HashSet<>();

    /**
     * A cut that is not there yet.
     *
     * @param mute whether another fault silences a member: it sends nothing, and cannot be asked
     * @param refused whether another fault refuses what this one no longer holds
     */
    public CutInjection(Network network, Cuts cuts, Set<Pair> pairs, Predicate<String> mute, Predicate<Pair> refused) {
        this.network = network;
        this.cuts = cuts;
        this.pairs = pairs;
        this.mute = mute;
        this.refused = refused;
    }

    @Override
    public Map<Keyword, @Nullable Object> describe() {
        return Map.of(
                Keyword.of("pairs"),
                pairs.stream().map(p -> List.of(p.from(), p.to())).toList());
    }

    @Override
    public void inject() {
        cuts.cut(this, pairs);
    }

    @Override
    public void heal() {
        cuts.heal(this);
    }

    @Override
    public Optional<String> leak() {
        Set<Pair> untried = pairs;
        for (int round = 0; round < TRIES && !untried.isEmpty(); round++) {
            Map<Pair, Reach> found = probe(untried);
            Optional<Pair> open = first(found, reach -> reach == Reach.OPEN);
            if (open.isPresent()) {
                return open.map(pair -> pair + " let a connection through");
            }
            untried = found.keySet();
            untried.removeIf(pair -> found.get(pair) != Reach.NOT_TRIED || mute.test(pair.from()));
        }
        return untried.stream().findFirst().map(pair -> pair.from() + " could not be asked about " + pair);
    }

    @Override
    public Optional<String> remains() {
        Set<Pair> healed = new LinkedHashSet<>(pairs);
        healed.removeAll(cuts.inForce());
        healed.removeAll(seenWhole);
        healed.removeIf(pair -> mute.test(pair.from()) || mute.test(pair.to()) || refused.test(pair));
        Map<Pair, Reach> found = probe(healed);
        found.forEach((pair, reach) -> {
            if (reach == Reach.OPEN) {
                seenWhole.add(pair);
            }
        });
        return first(found, reach -> reach != Reach.OPEN).map(pair -> pair + " lets no connection through");
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
