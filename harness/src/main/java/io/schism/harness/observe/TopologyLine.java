package io.schism.harness.observe;

import io.schism.harness.cluster.Topology;
import io.schism.harness.cluster.Topology.Region;
import io.schism.histories.edn.Keyword;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@code :topology} line of a history: who stands where. */
final class TopologyLine {
    private TopologyLine() {}

    static Map<Keyword, @Nullable Object> of(Topology topology) {
        Map<Keyword, @Nullable Object> value = new LinkedHashMap<>();
        value.put(Keyword.of("regions"), byRegion(topology, Region::nodes));
        value.put(Keyword.of("zookeepers"), byRegion(topology, Region::zooKeepers));
        value.put(Keyword.of("controllers"), byRegion(topology, Region::controllerNames));
        return value;
    }

    private static Map<String, List<String>> byRegion(Topology topology, Function<Region, List<String>> names) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        topology.regions().forEach(r -> map.put(r.name(), names.apply(r)));
        return map;
    }
}
