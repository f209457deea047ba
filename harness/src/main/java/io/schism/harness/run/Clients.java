package io.schism.harness.run;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Topology.Region;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import io.schism.workloads.client.Claim;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Timeouts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** One client a region, each calling from its region's place, so that it is cut off with it. */
final class Clients implements AutoCloseable {
    private final Map<String, Client> byRegion = new LinkedHashMap<>();

    private Clients() {}

    /** Opens them; what each region's clients believe is recorded whenever it changes. */
    static Clients open(Cluster cluster, Recorder recorder, Timeouts timeouts, Path nodes) {
        return open(
                cluster,
                timeouts,
                nodes,
                (place, claim) -> recorder.observe(
                        "directory",
                        place,
                        Map.of(
                                Keyword.of("primary"), claim.primary(),
                                Keyword.of("epoch"), claim.epoch())));
    }

    /**
     * Opens them.
     *
     * @param nodes the folder of all members' folders
     * @param heard told of each region's place and what its clients believe, whenever that changes
     */
    static Clients open(Cluster cluster, Timeouts timeouts, Path nodes, BiConsumer<String, Claim> heard) {
        Clients clients = new Clients();
        for (Region region : cluster.topology().regions()) {
            clients.byRegion.put(
                    region.name(),
                    cluster.service()
                            .client(
                                    cluster.placement(),
                                    region,
                                    timeouts,
                                    nodes.resolve(region.clients()),
                                    claim -> heard.accept(region.clients(), claim)));
        }
        clients.prepare();
        return clients;
    }

    private void prepare() {
        try {
            byRegion.values().iterator().next().prepare();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Map<String, Client> byRegion() {
        return byRegion;
    }

    @Override
    public void close() {
        byRegion.values().forEach(Client::close);
    }
}
