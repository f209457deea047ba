package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who plays which part at this moment, by what members themselves say. While nobody says so, whoever was last found to:
 * a fault in the midst of a failover hits the one that was primary.
 */
final class Roles implements Parts {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Cluster cluster;
    private @Nullable Member primary;
    private @Nullable Member zkLeader;
    private @Nullable Member controllerLeader;

    /** Until one is found the primary is the node that starts as such, where the scenario says which. */
    Roles(Cluster cluster) {
        this.cluster = cluster;
        this.primary = cluster.topology().members(Member.Kind.SERVICE).stream()
                .filter(node -> node.name().equals(cluster.topology().primary()))
                .findFirst()
                .orElse(null);
    }

    /** Looks once, so that there is someone to fall back on. */
    void look() {
        primary();
        findZkLeader();
        findControllerLeader();
    }

    @Override
    public Topology topology() {
        return cluster.topology();
    }

    @Override
    public Optional<Member> zkLeader() {
        return known(this::findZkLeader);
    }

    @Override
    public Optional<Member> controllerLeader() {
        return known(this::findControllerLeader);
    }

    /** Of one that was never seen, and that may only be slow to answer, it is asked for a while. */
    private static Optional<Member> known(Supplier<Optional<Member>> role) {
        Pause.until(() -> role.get().isPresent(), PATIENCE, BETWEEN);
        return role.get();
    }

    @Override
    public Optional<Member> primary() {
        record Claim(Member node, long epoch) {}
        Probes.each(answering(Member.Kind.SERVICE), node -> cluster.status(node.name())
                        .filter(status -> status.role().equals("primary"))
                        .map(status -> new Claim(node, status.epoch())))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(Claim::epoch))
                .ifPresent(claim -> primary = claim.node());
        return Optional.ofNullable(primary);
    }

    private Optional<Member> findZkLeader() {
        find(
                        Member.Kind.ZOOKEEPER,
                        voter -> cluster.mode(voter).filter("leader"::equals).isPresent())
                .ifPresent(leader -> zkLeader = leader);
        return Optional.ofNullable(zkLeader);
    }

    private Optional<Member> findControllerLeader() {
        find(Member.Kind.CONTROLLER, cluster::leads).ifPresent(leader -> controllerLeader = leader);
        return Optional.ofNullable(controllerLeader);
    }

    private Optional<Member> find(Member.Kind kind, Predicate<Member> leads) {
        Map<Member, Boolean> said = Probes.each(answering(kind), leads::test);
        return said.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Those to be asked, all at the same time: one that does not answer must not hold up the heal of another fault. */
    private List<Member> answering(Member.Kind kind) {
        return cluster.topology().members(kind).stream()
                .filter(this::canBeAsked)
                .toList();
    }

    /** One that a fault has silenced would only take its time. */
    private boolean canBeAsked(Member member) {
        return !cluster.silenced().maybeMute(member.name());
    }
}
