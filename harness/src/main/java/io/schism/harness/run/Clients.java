package io.schism.harness.run;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Topology.Region;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Directory;
import io.schism.workloads.client.KvClient;
import io.schism.workloads.client.Timeouts;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One client a region, each calling from its region's place, so that it is cut off with it. */
final class Clients implements AutoCloseable {
    private final Map<String, Client> byRegion = new LinkedHashMap<>();
    private final List<Directory> directories = new ArrayList<>();

    private Clients() {}

    /** Opens them; what each region's clients believe is recorded whenever it changes. */
    static Clients open(Cluster cluster, Recorder recorder, Timeouts timeouts) {
        Clients clients = new Clients();
        for (Region region : cluster.topology().regions()) {
            Map<String, InetSocketAddress> nodes = new LinkedHashMap<>();
            for (Member node : cluster.topology().members(Member.Kind.SERVICE)) {
                nodes.put(node.name(), cluster.site().route(region.clients(), node.name(), Port.HTTP));
            }
            Directory directory = new Directory(region.name(), nodes, Set.copyOf(region.nodes()), timeouts);
            directory.onChange(claim -> recorder.observe(
                    "directory",
                    region.clients(),
                    Map.of(
                            Keyword.of("primary"), claim.primary(),
                            Keyword.of("epoch"), claim.epoch())));
            clients.directories.add(directory);
            clients.byRegion.put(region.name(), new KvClient(directory, timeouts));
        }
        return clients;
    }

    Map<String, Client> byRegion() {
        return byRegion;
    }

    @Override
    public void close() {
        byRegion.values().forEach(Client::close);
        directories.forEach(Directory::close);
    }
}
