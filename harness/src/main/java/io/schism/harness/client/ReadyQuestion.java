package io.schism.harness.client;

import java.net.InetSocketAddress;
import java.time.Duration;

/** How to ask a node whether it is ready. Thread-safe. */
public interface ReadyQuestion {
    /** Whether it answers in time that it is. */
    boolean holds(InetSocketAddress node, Duration limit);

    /** Lets go of whatever it keeps open to a node. */
    default void release(InetSocketAddress node) {}
}
