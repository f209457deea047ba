package io.schism.harness.client;

import io.schism.workloads.client.Timeouts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Places for clients under test: one node, called n1. */
final class Places {
    static final Timeouts SHORT = new Timeouts(Duration.ofMillis(1500), Duration.ofMillis(1500), Duration.ofMillis(50));

    private Places() {}

    static ClientPlace at(int port, Path folder) {
        Map<String, InetSocketAddress> nodes = Map.of("n1", new InetSocketAddress("127.0.0.1", port));
        return new ClientPlace("clients-A", "test", AskedNodes.inTurn(nodes, List.of()), SHORT, folder);
    }
}
