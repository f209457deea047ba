package io.schism.harness.client;

import io.schism.harness.status.NodeStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** How to ask a node of a user's service for its role. Thread-safe. */
public interface RoleQuestion {
    /** What the node says; empty when it does not answer in time. */
    Optional<NodeStatus> ask(InetSocketAddress node, Duration limit);

    /** Whether answers tell an epoch. */
    boolean tellsEpochs();

    /** Lets go of whatever it keeps open to a node. */
    default void release(InetSocketAddress node) {}
}
