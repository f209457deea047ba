package io.schism.workloads.coordination;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.Stat;

/** The znode {@value #PATH}: read after a sync, written only over the version that was read. */
public final class PrimaryRecords {
    /** Where the record stands. */
    public static final String PATH = "/schism/primary";

    private static final String NODES = "/schism/nodes";

    /** A record and the version of the znode that held it. */
    public record Versioned(PrimaryRecord record, int version) {}

    private final ZooKeeperSession session;

    public PrimaryRecords(ZooKeeperSession session) {
        this.session = session;
    }

    /** The path of a node's ephemeral. */
    public static String nodePath(String node) {
        return NODES + "/" + node;
    }

    /** Syncs, then reads; empty where nobody has been made primary yet. */
    public Optional<Versioned> read() {
        return read(event -> {});
    }

    /** Syncs, then reads, and has the watcher told of the next change, creation included. */
    Optional<Versioned> read(Watcher watcher) {
        session.sync(PATH);
        try {
            if (session.curator().checkExists().usingWatcher(watcher).forPath(PATH) == null) {
                return Optional.empty();
            }
            Stat stat = new Stat();
            byte[] data = session.curator().getData().storingStatIn(stat).forPath(PATH);
            return Optional.of(new Versioned(Json.MAPPER.readValue(data, PrimaryRecord.class), stat.getVersion()));
        } catch (IOException e) {
            throw new CoordinationFailure(PATH + " does not hold a record", e);
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
        } catch (Exception e) { // Curator's signature
            throw new CoordinationFailure("cannot read " + PATH, e);
        }
    }

    /** Writes the first record. Returns whether it was this one that was written. */
    public boolean create(PrimaryRecord record) {
        try {
            session.curator()
                    .create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.PERSISTENT)
                    .forPath(PATH, bytes(record));
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return false;
        } catch (Exception e) { // Curator's signature
            throw new CoordinationFailure("cannot create " + PATH, e);
        }
    }

    /** Writes a record over the one that was read. Returns whether nobody was faster. */
    public boolean replace(Versioned read, PrimaryRecord record) {
        try {
            session.curator().setData().withVersion(read.version()).forPath(PATH, bytes(record));
            return true;
        } catch (KeeperException.BadVersionException | KeeperException.NoNodeException e) {
            return false;
        } catch (Exception e) { // Curator's signature
            throw new CoordinationFailure("cannot write " + PATH, e);
        }
    }

    /** Whether a node has a live session, as far as ZooKeeper knows. */
    public boolean hasSession(String node) {
        String path = nodePath(node);
        session.sync(path);
        try {
            return session.curator().checkExists().forPath(path) != null;
        } catch (Exception e) { // Curator's signature
            throw new CoordinationFailure("cannot look at " + path, e);
        }
    }

    private static byte[] bytes(PrimaryRecord record) throws JsonProcessingException {
        return Json.MAPPER.writeValueAsBytes(record);
    }
}
