package io.schism.harness.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.admin.ZooKeeperAdmin;

/**
 * A plain ZooKeeper client of the harness's own, connected past every cut; it retries nothing.
 *
 * @param <Z> what it may do
 */
public final class Client<Z extends ZooKeeper> implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** What the server mixes into the seed of a session's password. */
    private static final long PASSWORD_SEED = 0xB3415C00L;

    private static final int PASSWORD_BYTES = 16;

    private final Z zooKeeper;

    private Client(Z zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    /** Work with ZooKeeper that may fail as ZooKeeper does. */
    @FunctionalInterface
    public interface Work<Z, T> {
        T with(Z zooKeeper) throws KeeperException, InterruptedException;
    }

    private interface Opening<Z> {
        Z open(String servers, int timeout, Watcher watcher) throws IOException;
    }

    /** Opens a session with one of these. */
    public static Client<ZooKeeperAdmin> connect(List<Voter> voters) {
        return open(voters, ZooKeeperAdmin::new);
    }

    /**
     * Joins a session that somebody else has. A server tells the password of a session to its client alone, but makes it
     * from the session's id, so that every other server can check it; so can we.
     */
    static Client<ZooKeeper> join(Voter voter, long session) {
        return open(
                List.of(voter),
                (servers, timeout, watcher) -> new ZooKeeper(servers, timeout, watcher, session, password(session)));
    }

    private static <Z extends ZooKeeper> Client<Z> open(List<Voter> voters, Opening<Z> opening) {
        String servers = voters.stream()
                .map(v -> v.address().getHostString() + ":" + v.address().getPort())
                .collect(Collectors.joining(","));
        CountDownLatch connected = new CountDownLatch(1);
        int timeout = Math.toIntExact(CONNECT.toMillis());
        try {
            Client<Z> client = new Client<>(opening.open(servers, timeout, event -> arrived(event, connected)));
            if (!connected.await(timeout, TimeUnit.MILLISECONDS)) {
                client.close();
                throw new IllegalStateException(
                        "no session with ZooKeeper at " + servers + " within " + CONNECT.toSeconds() + " s");
            }
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException("no ZooKeeper client", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting to ZooKeeper", e);
        }
    }

    private static void arrived(WatchedEvent event, CountDownLatch connected) {
        // A session to be joined may have ended meanwhile.
        if (event.getState() == Watcher.Event.KeeperState.SyncConnected
                || event.getState() == Watcher.Event.KeeperState.Expired) {
            connected.countDown();
        }
    }

    static byte[] password(long session) {
        byte[] password = new byte[PASSWORD_BYTES];
        new Random(session ^ PASSWORD_SEED).nextBytes(password);
        return password;
    }

    /** Does it, and tells what failed in words. */
    public <T> T call(String what, Work<Z, T> work) {
        try {
            return work.with(zooKeeper);
        } catch (KeeperException e) {
            throw new IllegalStateException("ZooKeeper could not " + what + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + what, e);
        }
    }

    /** For calls without an answer to wait for. */
    Z api() {
        return zooKeeper;
    }

    /** Ends the session. */
    @Override
    public void close() {
        try {
            zooKeeper.close(Math.toIntExact(CLOSE.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
