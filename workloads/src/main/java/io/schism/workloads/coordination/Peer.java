package io.schism.workloads.coordination;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetSocketAddress;

/**
 * A node of the service as another member sees it.
 *
 * @param node its name
 * @param region the place that it shares a fate with
 * @param promotable whether a controller may make it primary
 * @param address where this member reaches it, {@code host:port}
 */
public record Peer(
        @JsonProperty(required = true) String node,
        @JsonProperty(required = true) String region,
        @JsonProperty(required = true) boolean promotable,
        @JsonProperty(required = true) String address) {
    public Peer {
        Addresses.parse(address);
    }

    /** The address, not resolved before it is used. */
    public InetSocketAddress socketAddress() {
        return Addresses.parse(address);
    }
}
