package io.schism.workloads.coordination;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's ephemeral: there while its session lives. One left by an older session of the same node is replaced, as it
 * would vanish with that session.
 */
final class Registration {
    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    private final ZooKeeperSession session;
    private final String path;

    Registration(ZooKeeperSession session, String node) {
        this.session = session;
        this.path = PrimaryRecords.nodePath(node);
    }

    /** Makes sure that the ephemeral exists and belongs to the session of now. */
    void ensure() {
        try {
            Stat stat = session.curator().checkExists().forPath(path);
            long own = session.id();
            if (stat != null && stat.getEphemeralOwner() == own) {
                return;
            }
            if (stat != null) {
                log.info("{} belongs to an older session: replacing it", path);
                session.curator().delete().withVersion(stat.getVersion()).forPath(path);
            }
            session.curator()
                    .create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL)
                    .forPath(path);
            log.info("registered {} for session 0x{}", path, Long.toHexString(own));
        } catch (KeeperException.NodeExistsException | KeeperException.NoNodeException e) {
            log.debug("{} changed meanwhile, it will be tried again", path, e);
        } catch (Exception e) { // Curator's signature
            throw new CoordinationFailure("cannot register " + path, e);
        }
    }
}
