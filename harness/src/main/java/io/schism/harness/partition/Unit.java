package io.schism.harness.partition;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Topology;
import io.schism.harness.cluster.Topology.Region;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a shape keeps together. */
public enum Unit {
    /**
     * A node with what stands beside it: each region's voters and controllers are dealt to its nodes in turn, and its
     * clients stand with the first.
     */
    MACHINES {
        @Override
        public List<Set<Member>> of(Topology topology) {
            return topology.regions().stream()
                    .flatMap(region -> machines(region, topology).stream())
                    .toList();
        }
    },
    /** Each node of the service alone; nobody else takes part. */
    NODES {
        @Override
        public List<Set<Member>> of(Topology topology) {
            return alone(topology.members(Member.Kind.SERVICE));
        }
    },
    /** Each ZooKeeper voter alone; nobody else takes part. */
    VOTERS {
        @Override
        public List<Set<Member>> of(Topology topology) {
            return alone(topology.members(Member.Kind.ZOOKEEPER));
        }
    },
    /** All of a region. */
    REGIONS {
        @Override
        public List<Set<Member>> of(Topology topology) {
            return topology.regions().stream()
                    .map(region -> (Set<Member>) new LinkedHashSet<>(region.members()))
                    .toList();
        }
    };

    /** The units of a cluster, in the order of its topology. */
    public abstract List<Set<Member>> of(Topology topology);

    private static List<Set<Member>> alone(List<Member> members) {
        return members.stream().map(Set::of).toList();
    }

    private static List<Set<Member>> machines(Region region, Topology topology) {
        List<Set<Member>> machines = new ArrayList<>();
        region.nodes().forEach(node -> machines.add(new LinkedHashSet<>(List.of(topology.member(node)))));
        deal(region.zooKeepers(), machines, topology);
        deal(region.controllerNames(), machines, topology);
        machines.get(0).add(topology.member(region.clients()));
        return machines;
    }

    private static void deal(List<String> names, List<Set<Member>> machines, Topology topology) {
        for (int i = 0; i < names.size(); i++) {
            machines.get(i % machines.size()).add(topology.member(names.get(i)));
        }
    }
}
