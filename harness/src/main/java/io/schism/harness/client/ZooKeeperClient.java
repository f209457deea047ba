package io.schism.harness.client;

import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to ZooKeeper through Curator, without retries: one session a node. Reads sync first, as a client must that wants
 * to see the latest. A connection that is lost leaves an operation indeterminate; every other error is an answer.
 */
final class ZooKeeperClient implements Client {
    private final String root;
    private final ClientPlace place;
    private final Map<String, CuratorFramework> sessions = new ConcurrentHashMap<>();

    ZooKeeperClient(String root, ClientPlace place) {
        this.root = root;
        this.place = place;
    }

    @Override
    public Outcome perform(String op, Request request) {
        String node = place.asked().next();
        CuratorFramework session = session(node);
        if (!session.getZookeeperClient().isConnected()) {
            // Nothing is sent without a connection.
            return new Outcome.Fail("not connected");
        }
        String path = root + "/" + request.key();
        try {
            if (request instanceof Request.Read) {
                session.sync().forPath(path);
                return ok(read(session, path, new Stat()), node);
            }
            if (request instanceof Request.Write write) {
                session.create().orSetData().creatingParentsIfNeeded().forPath(path, bytes(write.newValue()));
                return ok(null, node);
            }
            return compareAndSet(session, path, (Request.Cas) request, node);
        } catch (KeeperException.ConnectionLossException
                | KeeperException.SessionExpiredException
                | KeeperException.OperationTimeoutException
                | KeeperException.RequestTimeoutException e) {
            return new Outcome.Indeterminate(e.code().name());
        } catch (KeeperException e) {
            return new Outcome.Fail(e.code().name());
        } catch (Exception e) {
            return new Outcome.Indeterminate(e.toString());
        }
    }

    private Outcome compareAndSet(CuratorFramework session, String path, Request.Cas cas, String node)
            throws Exception {
        if (cas.old() == null) {
            session.create().creatingParentsIfNeeded().forPath(path, bytes(cas.newValue()));
            return ok(null, node);
        }
        Stat stat = new Stat();
        Long now = read(session, path, stat);
        if (!Objects.equals(now, cas.old())) {
            return new Outcome.Fail("is " + now);
        }
        session.setData().withVersion(stat.getVersion()).forPath(path, bytes(cas.newValue()));
        return ok(null, node);
    }

    private static @Nullable Long read(CuratorFramework session, String path, Stat stat) throws Exception {
        try {
            return Long.valueOf(
                    new String(session.getData().storingStatIn(stat).forPath(path), StandardCharsets.US_ASCII));
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
    }

    private static byte[] bytes(long value) {
        return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    }

    private static Outcome ok(@Nullable Long value, String node) {
        return new Outcome.Ok(value, node, Outcome.Ok.UNTOLD, Outcome.Ok.UNTOLD);
    }

    private CuratorFramework session(String node) {
        return sessions.computeIfAbsent(node, n -> {
            InetSocketAddress address = place.address(n);
            CuratorFramework session = CuratorFrameworkFactory.builder()
                    .connectString(address.getHostString() + ":" + address.getPort())
                    .ensembleTracker(false)
                    .connectionTimeoutMs((int) place.timeouts().connect().toMillis())
                    .sessionTimeoutMs((int) place.timeouts().response().multipliedBy(2).toMillis())
                    .retryPolicy(new RetryNTimes(0, 0))
                    .build();
            session.start();
            return session;
        });
    }

    @Override
    public Duration patience() {
        return place.patience().multipliedBy(2);
    }

    @Override
    public void close() {
        sessions.values().forEach(CuratorFramework::close);
        place.close();
    }
}
