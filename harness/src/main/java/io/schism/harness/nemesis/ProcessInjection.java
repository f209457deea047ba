package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.scenario.Step;
import io.schism.histories.edn.Keyword;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fault that silences processes: it is in force while none of them answers, and gone when all do. */
abstract class ProcessInjection implements Injection {
    private final Cluster cluster;
    private final List<Member> targets;

    ProcessInjection(Cluster cluster, Step step) {
        this.cluster = cluster;
        this.targets = Targets.processes(cluster.topology(), step.targets());
    }

    final Cluster cluster() {
        return cluster;
    }

    final List<Member> targets() {
        return targets;
    }

    @Override
    public final Map<Keyword, @Nullable Object> describe() {
        return Map.of(Keyword.of("nodes"), targets.stream().map(Member::name).toList());
    }

    @Override
    public final Optional<String> leak() {
        return targets.stream()
                .filter(cluster::answers)
                .map(m -> m.name() + " still answers")
                .findFirst();
    }

    @Override
    public final Optional<String> remains() {
        return targets.stream()
                .filter(m -> !cluster.answers(m))
                .map(m -> m.name() + " does not answer")
                .findFirst();
    }
}
