package io.schism.harness.client;

import io.schism.workloads.client.Client;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
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
        try {
            return call(session, root + "/" + request.key(), node, request).call();
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

    private static Callable<Outcome> call(CuratorFramework session, String path, String node, Request request) {
        if (request instanceof Request.Write write) {
            return () -> {
                session.create().orSetData().creatingParentsIfNeeded().forPath(path, bytes(write.newValue()));
                return ok(null, node);
            };
        }
        if (request instanceof Request.Cas cas) {
            return cas.old() == null ? create(session, path, node, cas) : compareAndSet(session, path, node, cas);
        }
        return () -> {
            session.sync().forPath(path);
            return ok(read(session, path, new Stat()).call(), node);
        };
    }

    private static Callable<Outcome> create(CuratorFramework session, String path, String node, Request.Cas cas) {
        return () -> {
            session.create().creatingParentsIfNeeded().forPath(path, bytes(cas.newValue()));
            return ok(null, node);
        };
    }

    private static Callable<Outcome> compareAndSet(
            CuratorFramework session, String path, String node, Request.Cas cas) {
        return () -> {
            Stat stat = new Stat();
            Long now = read(session, path, stat).call();
            if (!Objects.equals(now, cas.old())) {
                return new Outcome.Fail("is " + now);
            }
            session.setData().withVersion(stat.getVersion()).forPath(path, bytes(cas.newValue()));
            return ok(null, node);
        };
    }

    private static Callable<@Nullable Long> read(CuratorFramework session, String path, Stat stat) {
        return () -> {
            try {
                byte[] data = session.getData().storingStatIn(stat).forPath(path);
                return Long.valueOf(new String(data, StandardCharsets.US_ASCII));
            } catch (KeeperException.NoNodeException e) {
                return null;
            }
        };
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
                    .sessionTimeoutMs(
                            (int) place.timeouts().response().multipliedBy(2).toMillis())
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
