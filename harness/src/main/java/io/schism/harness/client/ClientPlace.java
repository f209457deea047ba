package io.schism.harness.client;

import io.schism.workloads.client.Timeouts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The place that the clients of one region call from.
 *
 * @param name of the place: {@code clients-E}
 * @param run the run's id
 * @param asked whom they ask
 * @param folder where a client that is a program keeps its log
 */
public record ClientPlace(String name, String run, AskedNodes asked, Timeouts timeouts, Path folder)
        implements AutoCloseable {
    /** Where the region's clients reach a node. */
    InetSocketAddress address(String node) {
        return asked.address(node);
    }

    /** The longest that an operation waits. */
    Duration patience() {
        return timeouts.connect().plus(timeouts.response());
    }

    @Override
    public void close() {
        asked.close();
    }
}
