package io.schism.harness.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who takes part, and where.
 *
 * @param regions in the order of the scenario
 * @param primary the node that starts as primary; empty where a service of the user's has none
 * @param zooKeeper the ensemble's times
 * @param roundTrips each region's round trip to the hub
 */
public record Topology(
        List<Region> regions, String primary, ZooKeeperTimes zooKeeper, Map<String, Duration> roundTrips) {

    /**
     * A place whose members share a fate.
     *
     * @param nodes the service's nodes in it
     * @param voters how many ZooKeeper voters stand in it
     * @param controllers how many failover controllers
     * @param promotable whether a controller may promote its nodes
     * @param servicePort what its nodes listen on inside a container
     */
    public record Region(
            String name, List<String> nodes, int voters, int controllers, boolean promotable, int servicePort) {
        /** One whose nodes listen on the port that is ours by custom. */
        public Region(String name, List<String> nodes, int voters, int controllers, boolean promotable) {
            this(name, nodes, voters, controllers, promotable, Port.HTTP.number());
        }

        /** The place that the region's clients call from. */
        public String clients() {
            return "clients-" + name;
        }

        public List<String> zooKeepers() {
            return numbered("zk-", voters);
        }

        public List<String> controllerNames() {
            return numbered("ctl-", controllers);
        }

        private List<String> numbered(String prefix, int count) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                names.add(prefix + name + (count == 1 ? "" : i));
            }
            return names;
        }

        /** Everyone in it. */
        public List<Member> members() {
            List<Member> members = new ArrayList<>();
            zooKeepers().forEach(n -> members.add(new Member(n, Member.Kind.ZOOKEEPER, name)));
            controllerNames().forEach(n -> members.add(new Member(n, Member.Kind.CONTROLLER, name)));
            nodes.forEach(n -> members.add(new Member(n, Member.Kind.SERVICE, name, servicePort)));
            members.add(new Member(clients(), Member.Kind.CLIENTS, name));
            return members;
        }
    }

    /**
     * Times of the ensemble.
     *
     * @param sessionTimeout T: how long a silent session lives
     * @param tick ZooKeeper's unit of time
     * @param syncLimit ticks after which a follower out of touch with its leader gives up
     */
    public record ZooKeeperTimes(Duration sessionTimeout, Duration tick, int syncLimit) {}

    /** Every member of every region. */
    public List<Member> members() {
        return regions.stream().flatMap(r -> r.members().stream()).toList();
    }

    public List<Member> members(Member.Kind kind) {
        return members().stream().filter(m -> m.kind() == kind).toList();
    }

    /** The members that names of regions and members stand for. */
    public Set<Member> named(List<String> names) {
        Set<Member> named = new LinkedHashSet<>();
        for (String name : names) {
            members().stream()
                    .filter(m -> m.name().equals(name) || m.region().equals(name))
                    .forEach(named::add);
        }
        return named;
    }

    /** The member of that name. */
    public Member member(String name) {
        return members().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no member " + name));
    }
}
