package io.schism.harness.scenario;

import io.schism.harness.cluster.ReplicatedKv;
import io.schism.harness.cluster.Service;
import io.schism.harness.cluster.Topology;
import io.schism.harness.service.ServiceReader;
import io.schism.harness.service.UserService;
import io.schism.harness.yaml.YamlValue;
import java.util.Map;
import java.util.Set;

/** Who serves, and where. */
record Served(Topology topology, Service service) {
    static Served read(YamlValue where, Map<String, YamlValue> keys, Sections sections) {
        if (!keys.containsKey("service")) {
            return new Served(
                    TopologyReader.read(where, keys, TopologyReader.Needs.OF_OUR_OWN),
                    new ReplicatedKv(PolicyReader.read(where, sections.policy())));
        }
        if (keys.containsKey("policy")) {
            throw keys.get("policy")
                    .wrong(
                            "belongs to the harness's own service",
                            "remove it: a service of yours keeps its own promises");
        }
        ServiceReader reader = new ServiceReader(keys.get("service"), sections.service());
        Topology topology = TopologyReader.read(
                where, keys, new TopologyReader.Needs(false, reader.wantsEnsemble(), reader.port()));
        return new Served(topology, reader.read(topology));
    }

    /** Sees that the service can do what a workload does. */
    void check(YamlValue workload, Set<String> withCas) {
        if (service instanceof UserService user
                && !user.client().comparesAndSets()
                && withCas.contains(workload.text())) {
            throw workload.wrong(
                    workload.text() + " compares and sets, and the client has no `cas`",
                    "add `cas` to the client, or choose the workload registers");
        }
    }
}
