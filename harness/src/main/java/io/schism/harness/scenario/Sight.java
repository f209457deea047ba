package io.schism.harness.scenario;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Service;
import io.schism.harness.cluster.Topology;
import java.util.Optional;

/**
 * What can be seen in a cluster, and so whom the words of a plan can come to mean and which events can come.
 *
 * @param roles whether nodes say which of them is primary
 * @param epochs whether they say under which epoch
 * @param sessions whether they say how their ZooKeeper sessions fare
 */
record Sight(Topology topology, boolean roles, boolean epochs, boolean sessions) {
    static Sight of(Topology topology, Service service) {
        return new Sight(topology, service.tellsRoles(), service.tellsEpochs(), service.tellsSessions());
    }

    /** Of nodes that say all that there is to say: who serves is not known. */
    static Sight clear(Topology topology) {
        return new Sight(topology, true, true, true);
    }

    /** Why nobody is ever found to play a part; empty where somebody is. */
    Optional<String> hides(Who who) {
        boolean byRole = who.group() == Who.Group.PRIMARY || who.group() == Who.Group.REPLICAS;
        return unless(
                !byRole || roles || !topology.primary().isEmpty(), "no node of this service says that it is primary");
    }

    /** Why an event is never seen; empty where it may be. */
    Optional<String> hides(Event.Kind kind) {
        return switch (kind) {
            case PROMOTION -> unless(roles && epochs, "no node of this service says under which epoch it is primary");
            case SECOND_PRIMARY -> unless(roles, "no node of this service says that it is primary");
            case ZK_ELECTION ->
                unless(!topology.members(Member.Kind.ZOOKEEPER).isEmpty(), "this cluster has no ZooKeeper");
            case SESSION_SUSPENDED, SESSION_LOST, SESSION_CONNECTED ->
                unless(sessions, "no node of this service says how its ZooKeeper session fares");
            case IN_FORCE, HEALED -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean seen, String reason) {
        return seen ? Optional.empty() : Optional.of(reason);
    }
}
