package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Site;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.agent.DataChange;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Damaged data, and what its owners make of it: one that serves has accepted or mended it, one that ended has refused it.
 * Healing gives those who refused their own data back.
 */
class DamageInjection extends MemberInjection {
    private static final Duration REACTION = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Keyword SERVES = Keyword.of("serves");
    private static final Keyword ENDED = Keyword.of("ended");

    private final DataChange damage;
    private final DataChange undo;
    private final Map<String, Object> done = new ConcurrentHashMap<>();
    private final Map<String, Object> reactions = new ConcurrentHashMap<>();

    DamageInjection(Cluster cluster, List<Member> members, DataChange.Kind damage, DataChange.Kind undo, long seed) {
        super(cluster, members);
        this.damage = new DataChange(damage, seed);
        this.undo = new DataChange(undo, seed);
    }

    @Override
    public Map<Keyword, @Nullable Object> describe() {
        Map<Keyword, @Nullable Object> told = new LinkedHashMap<>(super.describe());
        told.put(Keyword.of("done"), Map.copyOf(done));
        told.put(Keyword.of("reaction"), Map.copyOf(reactions));
        return told;
    }

    private Site site() {
        return cluster().site();
    }

    @Override
    void inject(Member member) {
        site().kill(member.name());
        done.put(member.name(), site().change(member.name(), damage));
        Restarts.startAnew(cluster(), member.name());
    }

    @Override
    Optional<String> leak(Member member) {
        return Pause.until(() -> hasReacted(member), REACTION, BETWEEN)
                ? Optional.empty()
                : Optional.of(member.name() + " neither serves nor ends on its damaged data");
    }

    private boolean hasReacted(Member member) {
        if (serves(member)) {
            reactions.putIfAbsent(member.name(), SERVES);
        } else if (!site().isRunning(member.name()) && !isKeptDown(member)) {
            reactions.putIfAbsent(member.name(), ENDED);
        }
        return reactions.containsKey(member.name());
    }

    private boolean serves(Member member) {
        return site().isRunning(member.name()) && cluster().answers(member);
    }

    /** By another fault, and not by its own reaction. */
    private boolean isKeptDown(Member member) {
        return ProcessFault.State.DOWN.isKept(cluster(), member.name());
    }

    /** One that has served is not taken back, for it may have written since. */
    @Override
    void heal(Member member) {
        boolean accepted = SERVES.equals(reactions.get(member.name()));
        if (serves(member) || (accepted && isKeptDown(member))) {
            return;
        }
        site().kill(member.name());
        if (done.containsKey(member.name())) {
            site().change(member.name(), undo);
        }
        Restarts.start(cluster(), member.name());
    }
}
