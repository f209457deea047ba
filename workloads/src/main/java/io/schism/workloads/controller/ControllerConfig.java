package io.schism.workloads.controller;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.schism.workloads.coordination.Addresses;
import io.schism.workloads.coordination.Peer;
import io.schism.workloads.coordination.Timings;
import io.schism.workloads.policy.Policy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One controller: {@code controller.json}.
 *
 * @param controller its name
 * @param region the place that it shares a fate with
 * @param listen where it serves, {@code host:port}
 * @param probe where its probe agent listens; null for none
 * @param nodes all nodes of the service, in the order in which they are preferred, as this controller reaches them
 * @param zookeeper the voters, the own region's first, as this controller reaches them
 * @param sessionTimeoutMillis of its ZooKeeper session, not scaled any more
 * @param scale of every other time-out
 * @param initialPrimary who becomes primary of epoch 1
 */
public record ControllerConfig(
        @JsonProperty(required = true) String controller,
        @JsonProperty(required = true) String region,
        @JsonProperty(required = true) String listen,
        @JsonProperty @Nullable String probe,
        @JsonProperty(required = true) List<Peer> nodes,
        @JsonProperty(required = true) List<String> zookeeper,
        @JsonProperty(required = true) int sessionTimeoutMillis,
        @JsonProperty(required = true) double scale,
        @JsonProperty(required = true) String initialPrimary,
        @JsonProperty(required = true) Policy policy) {
    public ControllerConfig {
        Objects.requireNonNull(controller, "controller");
        Objects.requireNonNull(policy, "policy");
        Addresses.parse(listen);
        if (probe != null) {
            Addresses.parse(probe);
        }
        nodes = List.copyOf(nodes);
        zookeeper = List.copyOf(zookeeper);
        zookeeper.forEach(Addresses::parse);
        new Timings(scale);
        String initial = initialPrimary;
        if (nodes.stream().noneMatch(peer -> peer.node().equals(initial))) {
            throw new IllegalArgumentException("initialPrimary " + initial + " is none of the nodes");
        }
    }

    Timings timings() {
        return new Timings(scale);
    }
}
