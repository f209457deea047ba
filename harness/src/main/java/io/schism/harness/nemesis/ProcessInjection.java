package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.histories.edn.Keyword;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Processes that are silenced: the fault is in force while none of them answers, and gone when all do. */
record ProcessInjection(Cluster cluster, List<Member> targets, ProcessFault fault) implements Injection {
    @Override
    public Map<Keyword, @Nullable Object> describe() {
        return Map.of(Keyword.of("nodes"), names());
    }

    private List<String> names() {
        return targets.stream().map(Member::name).toList();
    }

    @Override
    public void inject() {
        cluster.silenced().add(names());
        names().forEach(member -> fault.injected().accept(cluster.site(), member));
    }

    @Override
    public void heal() {
        names().forEach(member -> fault.healed().accept(cluster.site(), member));
        cluster.silenced().remove(names());
    }

    @Override
    public Optional<String> leak() {
        return targets.stream()
                .filter(cluster::answers)
                .map(m -> m.name() + " still answers")
                .findFirst();
    }

    @Override
    public Optional<String> remains() {
        return targets.stream()
                .filter(m -> !cluster.answers(m))
                .map(m -> m.name() + " does not answer")
                .findFirst();
    }
}
