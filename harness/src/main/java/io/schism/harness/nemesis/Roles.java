package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology;
import io.schism.harness.scenario.Who;
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
final class Roles {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Cluster cluster;
    private String primary;
    private @Nullable Member zkLeader;
    private @Nullable Member controllerLeader;

    Roles(Cluster cluster) {
        this.cluster = cluster;
        this.primary = cluster.topology().primary();
    }

    /** Looks once, so that there is someone to fall back on. */
    void look() {
        members(Who.Group.PRIMARY);
        zkLeader();
        controllerLeader();
    }

    List<Member> members(Who.Group group) {
        Topology topology = cluster.topology();
        return switch (group) {
            case NODES -> topology.members(Member.Kind.SERVICE);
            case VOTERS -> topology.members(Member.Kind.ZOOKEEPER);
            case CONTROLLERS -> topology.members(Member.Kind.CONTROLLER);
            case PRIMARY -> List.of(primary());
            case REPLICAS -> but(List.of(primary()), topology.members(Member.Kind.SERVICE));
            case ZK_LEADER -> known(this::zkLeader);
            case ZK_FOLLOWERS -> but(known(this::zkLeader), topology.members(Member.Kind.ZOOKEEPER));
            case CONTROLLER_LEADER -> known(this::controllerLeader);
        };
    }

    private static List<Member> but(List<Member> these, List<Member> all) {
        return all.stream().filter(member -> !these.contains(member)).toList();
    }

    /** Of one that was never seen, and that may only be slow to answer, it is asked for a while. */
    private static List<Member> known(Supplier<Optional<Member>> role) {
        Pause.until(() -> role.get().isPresent(), PATIENCE, BETWEEN);
        return role.get().stream().toList();
    }

    private Member primary() {
        record Claim(String node, long epoch) {}
        Probes.each(answering(Member.Kind.SERVICE), node -> cluster.status(node.name())
                        .filter(status -> status.role().equals("primary"))
                        .map(status -> new Claim(node.name(), status.epoch())))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(Claim::epoch))
                .ifPresent(claim -> primary = claim.node());
        return cluster.topology().member(primary);
    }

    private Optional<Member> zkLeader() {
        find(
                        Member.Kind.ZOOKEEPER,
                        voter -> cluster.mode(voter).filter("leader"::equals).isPresent())
                .ifPresent(leader -> zkLeader = leader);
        return Optional.ofNullable(zkLeader);
    }

    private Optional<Member> controllerLeader() {
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
