package io.schism.harness.testcontainers;

import io.schism.harness.backend.docker.BorrowedContainers;
import io.schism.harness.cluster.Cuts;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.nemesis.Injection;
import io.schism.histories.edn.Keyword;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pairs of containers that do not reach each other. One that does not run sends nothing, and cannot be asked. */
record CutInjection(BorrowedContainers containers, Cuts cuts, Set<Pair> pairs) implements Injection {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @Override
    public Map<Keyword, @Nullable Object> describe() {
        return Map.of(
                Keyword.of("pairs"),
                pairs.stream().map(pair -> List.of(pair.from(), pair.to())).toList());
    }

    @Override
    public void inject() {
        cuts.cut(pairs);
    }

    @Override
    public void heal() {
        cuts.heal(pairs);
    }

    @Override
    public Optional<String> leak() {
        return pairs.parallelStream()
                .filter(this::bothRun)
                .flatMap(pair -> switch (containers.probe(pair, PATIENCE)) {
                    case OPEN -> Optional.of(pair + " let a connection through").stream();
                    case NOT_TRIED -> Optional.of(pair.from() + " could not be asked about " + pair).stream();
                    case CLOSED -> Optional.<String>empty().stream();
                })
                .findFirst();
    }

    @Override
    public Optional<String> remains() {
        Set<Pair> healed = new LinkedHashSet<>(pairs);
        healed.removeAll(cuts.inForce());
        return healed.parallelStream()
                .filter(this::bothRun)
                .filter(pair -> containers.probe(pair, PATIENCE) != Reach.OPEN)
                .map(pair -> pair + " lets no connection through")
                .findFirst();
    }

    private boolean bothRun(Pair pair) {
        return containers.runs(pair.from()) && containers.runs(pair.to());
    }
}
