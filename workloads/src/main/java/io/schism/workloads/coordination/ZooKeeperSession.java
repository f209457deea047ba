package io.schism.workloads.coordination;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member's ZooKeeper session through Curator, its own region's voter first. Thread-safe. */
public final class ZooKeeperSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ZooKeeperSession.class);
    private static final int RETRIES = 2;

    private final CuratorFramework curator;
    private final Duration connection;
    private final AtomicLong changes = new AtomicLong();
    private volatile SessionState state = SessionState.NONE;

    private ZooKeeperSession(List<String> servers, Duration sessionTimeout, Timings timings) {
        this.connection = timings.connection();
        List<InetSocketAddress> addresses =
                servers.stream().map(Addresses::parse).toList();
        this.curator = CuratorFrameworkFactory.builder()
                .connectString(String.join(",", servers))
                .sessionTimeoutMs(Math.toIntExact(sessionTimeout.toMillis()))
                .connectionTimeoutMs(Math.toIntExact(Math.min(connection.toMillis(), sessionTimeout.toMillis())))
                .retryPolicy(new ExponentialBackoffRetry(
                        Math.toIntExact(Math.max(1, timings.retry().toMillis())), RETRIES))
                .ensembleTracker(false)
                .dontUseContainerParents()
                .zookeeperFactory(localFirst(addresses))
                .build();
    }

    /**
     * Starts a session; it need not be connected yet.
     *
     * @param onChange told of every change, on Curator's own thread: it must not block
     */
    public static ZooKeeperSession open(
            List<String> servers, Duration sessionTimeout, Timings timings, Consumer<SessionState> onChange) {
        ZooKeeperSession session = new ZooKeeperSession(servers, sessionTimeout, timings);
        session.curator
                .getConnectionStateListenable()
                .addListener((client, change) -> session.changed(change, onChange));
        session.curator.start();
        return session;
    }

    private static ZookeeperFactory localFirst(List<InetSocketAddress> addresses) {
        return new ZookeeperFactory() {
            @Override
            public ZooKeeper newZooKeeper(String servers, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
                    throws java.io.IOException {
                return new ZooKeeper(
                        servers, sessionTimeout, watcher, canBeReadOnly, new LocalFirstHostProvider(addresses));
            }
        };
    }

    private void changed(ConnectionState change, Consumer<SessionState> onChange) {
        SessionState before = state;
        SessionState now =
                switch (change) {
                    case CONNECTED, RECONNECTED -> SessionState.CONNECTED;
                    case SUSPENDED, READ_ONLY -> SessionState.SUSPENDED;
                    case LOST -> SessionState.LOST;
                };
        changes.incrementAndGet();
        state = now;
        log.info("session {} -> {}", before.word(), now.word());
        onChange.accept(now);
    }

    public SessionState state() {
        return state;
    }

    /**
     * How often the state has changed: what was read from ZooKeeper before a change says nothing about the time after it.
     */
    public long changes() {
        return changes.get();
    }

    /** The client for recipes. */
    public CuratorFramework curator() {
        return curator;
    }

    /** The id of the session that the client has now; it changes when a session is lost. */
    long id() {
        try {
            return curator.getZookeeperClient().getZooKeeper().getSessionId();
        } catch (Exception e) { // Curator's signature
            throw new CoordinationFailure("no session", e);
        }
    }

    /** Whether this ephemeral node exists and belongs to the session that the client has now. */
    public boolean owns(String path) {
        try {
            var stat = curator.checkExists().forPath(path);
            return stat != null && stat.getEphemeralOwner() == id();
        } catch (Exception e) { // Curator's signature
            throw new CoordinationFailure("cannot look at " + path, e);
        }
    }

    /** Makes the server that this client is connected to catch up with its leader. */
    public void sync(String path) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        try {
            // Curator's sync is always in the background, called like that or not.
            curator.sync()
                    .inBackground((client, event) -> answer.complete(event.getResultCode()))
                    .forPath(path);
            int code = answer.get(2 * connection.toNanos(), TimeUnit.NANOSECONDS);
            if (code != KeeperException.Code.OK.intValue()) {
                throw KeeperException.create(KeeperException.Code.get(code), path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoordinationFailure("interrupted in a sync of " + path, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new CoordinationFailure("no sync of " + path, e);
        } catch (Exception e) { // Curator's signature
            throw new CoordinationFailure("no sync of " + path, e);
        }
    }

    @Override
    public void close() {
        curator.close();
    }
}
