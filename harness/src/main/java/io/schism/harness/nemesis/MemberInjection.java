package io.schism.harness.nemesis;

import io.schism.harness.cluster.Attempts;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.nemesis.ProcessFault.State;
import io.schism.harness.status.Agent;
import io.schism.histories.edn.Keyword;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fault of members, one by one. As long as it lasts they count as silenced, but for faults that say otherwise: no probe of another
 * fault needs an answer of theirs. It is gone when all of them serve.
 */
abstract class MemberInjection implements Injection {
    private final Cluster cluster;
    private final List<Member> members;
    private final AtomicBoolean silencing = new AtomicBoolean();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    MemberInjection(Cluster cluster, List<Member> members) {
        this.cluster = cluster;
        this.members = List.copyOf(members);
    }

    Cluster cluster() {
        return cluster;
    }

    List<Member> members() {
        return members;
    }

    List<String> names() {
        return members.stream().map(Member::name).toList();
    }

    Agent agent(Member member) {
        return cluster.agent(member.name());
    }

    @Override
    public Map<Keyword, @Nullable Object> describe() {
        return Map.of(Keyword.of("nodes"), names());
    }

    @Override
    public void inject() {
        if (silences()) {
            silencing.set(true);
            cluster.silenced().add(names());
        }
        everyone(this::inject);
    }

    /** Whether members are not to be asked, as long as it lasts. */
    boolean silences() {
        return true;
    }

    /** Breaks one. */
    abstract void inject(Member member);

    @Override
    public void heal() {
        try {
            everyone(this::heal);
        } finally {
            // A heal may be told again: another fault may have silenced the same members.
            if (silencing.compareAndSet(true, false)) {
                cluster.silenced().remove(names());
            }
        }
    }

    /** Mends one, whatever came of breaking it. */
    abstract void heal(Member member);

    /** All at the same time, every one of them even where one fails; the first failure is thrown in the end. */
    private void everyone(Consumer<Member> action) {
        Attempts attempts = new Attempts();
        members.parallelStream().forEach(member -> attempts.make(() -> action.accept(member)));
        attempts.end();
    }

    @Override
    public Optional<String> leak() {
        return first(member -> {
            if (!canBeSeen(member)) {
                return Optional.empty();
            }
            Optional<String> leak = leak(member);
            if (!canBeSeen(member)) {
                // One that was silenced meanwhile proves nothing.
                return Optional.empty();
            }
            if (leak.isEmpty()) {
                seen.add(member.name());
            }
            return leak;
        });
    }

    @Override
    public boolean isSeen() {
        return !seen.isEmpty();
    }

    /** Whether it can be told at all now: not where it takes an answer of a member that another fault silences. */
    boolean canBeSeen(Member member) {
        return true;
    }

    /** Whether a fault keeps a member down or still, so that it answers nobody. */
    boolean isMute(Member member) {
        return State.DOWN.isKept(cluster, member.name()) || State.STILL.isKept(cluster, member.name());
    }

    /** What shows that one is not hit. */
    abstract Optional<String> leak(Member member);

    /** {@inheritDoc} A member that another fault silences by now need not be back. */
    @Override
    public Optional<String> remains() {
        return first(member -> cluster.silenced().contains(member.name()) ? Optional.empty() : remains(member));
    }

    /** What shows that one is not back. */
    Optional<String> remains(Member member) {
        return cluster.answers(member) ? Optional.empty() : Optional.of(member.name() + " does not answer");
    }

    /** This fault is one of those that keep a member in some state. */
    void hold(String state, Member member) {
        cluster.holds().take(state, member.name(), this);
    }

    /** It no longer is; returns whether that was the last. */
    boolean letGo(String state, Member member) {
        return cluster.holds().letGo(state, member.name(), this);
    }

    private Optional<String> first(Function<Member, Optional<String>> question) {
        return members.parallelStream().map(question).flatMap(Optional::stream).findFirst();
    }
}
