package io.schism.workloads.service;

import io.schism.histories.error.UserError;
import io.schism.workloads.coordination.Addresses;
import io.schism.workloads.coordination.JsonCalls;
import io.schism.workloads.coordination.JsonServer;
import io.schism.workloads.coordination.RecordWatch;
import io.schism.workloads.coordination.SessionState;
import io.schism.workloads.coordination.ZooKeeperSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running node: its parts put together, started and ended. */
public final class ServiceNode implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServiceNode.class);

    private final Node node;
    private final Ledger ledger;
    private final SyncLoop syncLoop;
    private final Thread syncing;
    private final AtomicReference<@Nullable RecordWatch> watch = new AtomicReference<>();
    private final JsonServer server;
    private final ZooKeeperSession session;

    /**
     * Starts a node on the real disk.
     *
     * @param onDiskFailure what to do when the disk fails: the node cannot go on
     * @throws UserError where its data is damaged or its address is taken
     */
    public static ServiceNode start(NodeConfig config, Consumer<IOException> onDiskFailure) {
        try {
            return new ServiceNode(config, new Disk(Path.of(config.data())), onDiskFailure);
        } catch (IOException e) {
            throw UserError.environment("cannot use " + config.data() + ": " + e, "name a folder to write to", e);
        }
    }

    ServiceNode(NodeConfig config, Storage storage, Consumer<IOException> onDiskFailure) throws IOException {
        JsonCalls calls = new JsonCalls(config.timings().append());
        Monitor monitor = new Monitor();
        ledger = new Ledger(storage, onDiskFailure);
        node = new Node(config, calls, monitor, ledger, new Epochs(storage));
        log.info(
                "{} opens its log at {}, epoch {}; has seen epoch {}; {}",
                config.node(),
                ledger.lastPos(),
                ledger.lastEpoch(),
                node.seen(),
                config.policy());
        NodeServer routes = new NodeServer(node, new Requests(node), new Follower(node, calls), this::refreshSoon);
        server = JsonServer.start(Addresses.parse(config.listen()), config.node(), routes::handle);
        syncLoop = new SyncLoop(node);
        syncing = new Thread(syncLoop, config.node() + "-sync");
        syncing.setDaemon(true);
        syncing.start();
        session = ZooKeeperSession.open(
                config.zookeeper(),
                Duration.ofMillis(config.sessionTimeoutMillis()),
                config.timings(),
                this::sessionChanged);
        watch.set(RecordWatch.start(session, config.node(), config.timings(), this::read));
    }

    private void sessionChanged(SessionState now) {
        try (Monitor.Held held = node.monitor().enter()) {
            node.sessionChanged(now);
        }
        if (now == SessionState.CONNECTED) {
            refreshSoon();
        }
    }

    private void refreshSoon() {
        RecordWatch started = watch.get();
        if (started != null) {
            started.refreshSoon();
        }
    }

    private void read(RecordWatch.Reading reading) {
        reading.record().ifPresent(record -> {
            try (Monitor.Held held = node.monitor().enter()) {
                node.read(record, reading.sessionChanges());
            }
        });
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Ends it: the session first, so that its ephemeral is gone at once, then the rest. */
    @Override
    public void close() {
        RecordWatch started = watch.get();
        if (started != null) {
            started.close();
        }
        session.close();
        server.close();
        try (Monitor.Held held = node.monitor().enter()) {
            node.close();
        }
        syncLoop.end();
        boolean interrupted = false;
        try {
            syncing.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try (Monitor.Held held = node.monitor().enter()) {
            ledger.close();
        } catch (IOException e) {
            log.error("the log was not closed", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
