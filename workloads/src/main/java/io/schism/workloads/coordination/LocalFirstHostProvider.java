package io.schism.workloads.coordination;

import io.schism.workloads.time.Pause;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.zookeeper.client.HostProvider;
import org.jspecify.annotations.Nullable;

/**
 * Tries the servers in the order given, the own region's first, and starts at the first again after each connection.
 * ZooKeeper's own provider shuffles them, which would spread the clients of a region over all regions.
 */
final class LocalFirstHostProvider implements HostProvider {
    private final List<InetSocketAddress> servers;
    private int next;

    LocalFirstHostProvider(List<InetSocketAddress> servers) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no ZooKeeper server is named");
        }
        this.servers = List.copyOf(servers);
    }

    @Override
    public int size() {
        return servers.size();
    }

    @Override
    public InetSocketAddress next(long spinDelay) {
        if (triedAll()) {
            Pause.of(Duration.ofMillis(spinDelay));
        }
        return Addresses.resolve(take());
    }

    private synchronized boolean triedAll() {
        return next == servers.size();
    }

    private synchronized InetSocketAddress take() {
        if (next == servers.size()) {
            next = 0;
        }
        return servers.get(next++);
    }

    @Override
    public synchronized void onConnected() {
        next = 0;
    }

    @Override
    public boolean updateServerList(Collection<InetSocketAddress> servers, @Nullable InetSocketAddress current) {
        return false; // The configured addresses may be forwarding ports: what the ensemble says of itself is no help.
    }
}
