package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Topology;
import io.schism.harness.scenario.Step;
import io.schism.histories.edn.Keyword;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Members on different sides cannot reach each other, in either direction. */
final class CutFault implements Fault {
    @Override
    public String name() {
        return "cut";
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
    public boolean ofNetwork() {
        return true;
    }

    @Override
    public Injection aim(Cluster cluster, Step step) {
        return new Cut(cluster, pairs(cluster.topology(), step.sides()));
    }

    private static Set<Pair> pairs(Topology topology, List<List<String>> sides) {
        List<Set<Member>> members = sides.stream().map(topology::named).toList();
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Set<Member> here : members) {
            for (Set<Member> there : members) {
                if (here != there) {
                    here.forEach(from -> there.forEach(to -> pairs.add(new Pair(from.name(), to.name()))));
                }
            }
        }
        return pairs;
    }

    private static final class Cut implements Injection {
        private static final Duration PATIENCE = Duration.ofMillis(300);

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
            return anyOf(pairs, true).map(pair -> pair + " let a connection through");
        }

        @Override
        public Optional<String> remains() {
            Set<Pair> healed = new LinkedHashSet<>(pairs);
            healed.removeAll(cluster.cuts().inForce());
            return anyOf(healed, false).map(pair -> pair + " lets no connection through");
        }

        /** A pair whose probe comes out like that. */
        private Optional<Pair> anyOf(Set<Pair> probed, boolean open) {
            ExecutorService all = Executors.newFixedThreadPool(Math.max(1, probed.size()));
            try {
                return probed.stream()
                        .map(pair -> all.submit(() -> cluster.site().network().probe(pair, PATIENCE) == open
                                ? Optional.of(pair)
                                : Optional.<Pair>empty()))
                        .toList()
                        .stream()
                        .map(Probes::join)
                        .flatMap(Optional::stream)
                        .findFirst();
            } finally {
                all.shutdownNow();
            }
        }
    }
}
