package io.schism.harness.scenario;

import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Topology;
import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.cluster.Topology.ZooKeeperTimes;
import io.schism.harness.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads who takes part, and where. */
final class TopologyReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,30}");

    private TopologyReader() {}

    /**
     * What a service asks of its place.
     *
     * @param controllers whether failover is the work of our controllers, who promote a primary
     * @param ensemble whether it wants our ZooKeeper
     * @param port what its nodes listen on inside a container
     */
    record Needs(boolean controllers, boolean ensemble, int port) {
        /** Those of the harness's own service. */
        static final Needs OF_OUR_OWN = new Needs(true, true, Port.HTTP.number());
    }

    static Topology read(YamlValue where, Map<String, YamlValue> keys, Needs needs) {
        YamlValue map = where.required(keys, "regions");
        List<Region> regions = new ArrayList<>();
        map.entries().forEach((name, value) -> regions.add(region(name, value, needs)));
        if (regions.isEmpty()) {
            throw map.wrong("is empty", "write `A: {nodes: [n1]}`");
        }
        Set<String> names = new HashSet<>();
        regions.forEach(r -> names.add(r.name()));
        for (Region region : regions) {
            region.members().forEach(m -> {
                if (!names.add(m.name())) {
                    throw map.wrong("uses the name " + m.name() + " twice", "give every member a name of its own");
                }
            });
        }
        int voters = regions.stream().mapToInt(Region::voters).sum();
        if (voters > 0 && !needs.ensemble()) {
            throw map.wrong(
                    "has ZooKeeper voters, and the service wants none", "add `zookeeper: ensemble` to the service");
        }
        if ((voters < 1 && needs.ensemble()) || voters > 7) {
            throw map.wrong("has " + voters + " ZooKeeper voters", "an ensemble has 1 to 7");
        }
        int controllers = regions.stream().mapToInt(Region::controllers).sum();
        if (controllers < 1 && needs.controllers()) {
            throw map.wrong("has no failover controller", "give a region `controllers: 1`");
        }
        if (controllers > 0 && !needs.controllers()) {
            throw map.wrong("has failover controllers, which serve our own service alone", "remove `controllers`");
        }
        return new Topology(
                List.copyOf(regions),
                primary(where, keys, regions, needs),
                zooKeeper(keys.get("zookeeper")),
                roundTrips(keys.get("round-trips"), regions));
    }

    private static String primary(YamlValue where, Map<String, YamlValue> keys, List<Region> regions, Needs needs) {
        if (!needs.controllers() && !keys.containsKey("primary")) {
            return "";
        }
        YamlValue primary = where.required(keys, "primary");
        if (regions.stream().noneMatch(r -> r.nodes().contains(primary.text()))) {
            throw primary.wrong("names no node: " + primary.text(), "name a node of `regions`");
        }
        if (regions.stream().anyMatch(r -> r.nodes().contains(primary.text()) && !r.promotable())) {
            throw primary.wrong("stands in a region that is not promotable", "name a node of another region");
        }
        return primary.text();
    }

    private static Region region(String name, YamlValue value, Needs needs) {
        if (!NAME.matcher(name).matches()) {
            throw value.wrong("is no name for a region", "use letters, digits and hyphens");
        }
        Map<String, YamlValue> keys = value.map("nodes", "voters", "controllers", "promotable");
        YamlValue nodes = value.required(keys, "nodes");
        if (nodes.list().isEmpty()) {
            throw nodes.wrong("is empty: region " + name + " has no node", "name at least one node");
        }
        for (String node : nodes.texts()) {
            if (!NAME.matcher(node).matches()) {
                throw nodes.wrong("has no name for a node: " + node, "use letters, digits and hyphens");
            }
        }
        return new Region(
                name,
                nodes.texts(),
                keys.containsKey("voters") ? keys.get("voters").integer(0, 7) : needs.ensemble() ? 1 : 0,
                keys.containsKey("controllers") ? keys.get("controllers").integer(0, 7) : needs.controllers() ? 1 : 0,
                !keys.containsKey("promotable") || keys.get("promotable").truth(),
                needs.port());
    }

    private static ZooKeeperTimes zooKeeper(@Nullable YamlValue value) {
        Map<String, YamlValue> keys = value == null ? Map.of() : value.map("session-timeout", "tick", "sync-limit");
        Duration timeout = keys.containsKey("session-timeout")
                ? keys.get("session-timeout").duration()
                : Duration.ofSeconds(6);
        Duration tick = keys.containsKey("tick") ? keys.get("tick").duration() : Duration.ofSeconds(1);
        if (value != null && (tick.isZero() || timeout.isZero())) {
            throw value.wrong("has a time of zero", "give tick and session-timeout a length");
        }
        if (value != null && tick.multipliedBy(2).compareTo(timeout) > 0) {
            throw value.wrong("has a session time-out below two ticks", "ZooKeeper grants no shorter one");
        }
        return new ZooKeeperTimes(
                timeout,
                tick,
                keys.containsKey("sync-limit") ? keys.get("sync-limit").integer(1, 100) : 2);
    }

    private static Map<String, Duration> roundTrips(@Nullable YamlValue value, List<Region> regions) {
        Map<String, Duration> trips = new LinkedHashMap<>();
        regions.forEach(r -> trips.put(r.name(), Duration.ZERO));
        if (value != null) {
            value.entries().forEach((region, trip) -> {
                if (!trips.containsKey(region)) {
                    throw trip.wrong("is no region", "name a region of this scenario");
                }
                trips.put(region, trip.duration());
            });
        }
        return trips;
    }
}
