package io.schism.harness.nemesis;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology;
import io.schism.harness.scenario.Who;
import java.util.List;
import java.util.Optional;

/** Who plays which part in a cluster at some moment. */
public interface Parts {
    Topology topology();

    Optional<Member> primary();

    Optional<Member> zkLeader();

    Optional<Member> controllerLeader();

    /** The members of a group; none where nobody is known to play the part. */
    default List<Member> members(Who.Group group) {
        return switch (group) {
            case NODES -> topology().members(Member.Kind.SERVICE);
            case VOTERS -> topology().members(Member.Kind.ZOOKEEPER);
            case CONTROLLERS -> topology().members(Member.Kind.CONTROLLER);
            case PRIMARY -> primary().stream().toList();
            case REPLICAS -> but(primary(), topology().members(Member.Kind.SERVICE));
            case ZK_LEADER -> zkLeader().stream().toList();
            case ZK_FOLLOWERS -> but(zkLeader(), topology().members(Member.Kind.ZOOKEEPER));
            case CONTROLLER_LEADER -> controllerLeader().stream().toList();
        };
    }

    private static List<Member> but(Optional<Member> one, List<Member> all) {
        return all.stream()
                .filter(member -> !one.filter(member::equals).isPresent())
                .toList();
    }
}
