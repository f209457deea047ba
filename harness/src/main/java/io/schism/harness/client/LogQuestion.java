package io.schism.harness.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How to ask a node which operations it holds, by their ids. Thread-safe. */
public interface LogQuestion {
    /** The ids of the operations that the node holds, in the order that it tells; empty when it does not answer in time. */
    Optional<List<String>> ask(InetSocketAddress node, Duration limit);
}
