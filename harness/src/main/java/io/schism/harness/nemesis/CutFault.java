package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.harness.scenario.FaultForm;
import io.schism.histories.edn.Keyword;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Members on different sides cannot reach each other, in either direction. */
final class CutFault implements Fault {
    @Override
    public FaultForm form() {
        return FaultForm.pairs("cut");
    }

    @Override
    public String description() {
        return "members on different sides cannot reach each other";
    }

    @Override
    public String example() {
        return "{at: 20s, fault: cut, sides: [[E], [C, W]], for: 43s}";
    }

    @Override
    public Injection aim(Cluster cluster, Strike strike) {
        return new Cut(cluster, strike.pairs());
    }

    private static final class Cut implements Injection {
        private static final Duration PATIENCE = Duration.ofMillis(300);
        private static final int TRIES = 3;

        private final Cluster cluster;
        private final Set<Pair> pairs;

        Cut(Cluster cluster, Set<Pair> pairs) {
            this.cluster = cluster;
            this.pairs = pairs;
        }

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            return Map.of(
                    Keyword.of("pairs"),
                    pairs.stream().map(p -> List.of(p.from(), p.to())).toList());
        }

        @Override
        public void inject() {
            cluster.cuts().cut(pairs);
        }

        @Override
        public void heal() {
            cluster.cuts().heal(pairs);
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
                untried.removeIf(pair -> found.get(pair) != Reach.NOT_TRIED || isSilenced(pair.from()));
            }
            return untried.stream().findFirst().map(pair -> pair.from() + " could not be asked about " + pair);
        }

        @Override
        public Optional<String> remains() {
            Set<Pair> healed = new LinkedHashSet<>(pairs);
            healed.removeAll(cluster.cuts().inForce());
            healed.removeIf(pair -> isSilenced(pair.from()) || isSilenced(pair.to()) || isReset(pair));
            Map<Pair, Reach> found = probe(healed);
            return first(found, reach -> reach != Reach.OPEN).map(pair -> pair + " lets no connection through");
        }

        /** A member that another fault has silenced sends nothing, and cannot be asked. */
        private boolean isSilenced(String member) {
            return cluster.silenced().contains(member);
        }

        /** Another fault refuses what this one no longer holds. */
        private boolean isReset(Pair pair) {
            return cluster.shapes().inForce().getOrDefault(pair, Shape.NONE).reset();
        }

        private static Optional<Pair> first(Map<Pair, Reach> found, Predicate<Reach> wanted) {
            return found.keySet().stream()
                    .filter(pair -> wanted.test(found.get(pair)))
                    .findFirst();
        }

        /** All at the same time. */
        private Map<Pair, Reach> probe(Set<Pair> probed) {
            return Probes.each(probed, pair -> cluster.site().network().probe(pair, PATIENCE));
        }
    }
}
