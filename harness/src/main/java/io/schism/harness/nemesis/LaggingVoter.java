package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.nemesis.ProcessFault.State;
import io.schism.harness.zookeeper.Client;
import io.schism.harness.zookeeper.Voter;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;

/**
 * A ZooKeeper that stands still again and again. Each time it does, a node is written at the leader, and the time until it
 * has applied that transaction is its lag.
 */
final class LaggingVoter implements AutoCloseable {
    private static final String PATH = "/schism-lag-";
    private static final Duration CATCH_UP = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(5);
    private static final int REST = 4;

    private final Cluster cluster;
    private final Injection fault;
    private final Voter leader;
    private final Voter voter;
    private final Duration lag;
    private final Thread loop;
    private volatile Lateness measured = new Lateness(Duration.ZERO, System.nanoTime());
    private volatile boolean healed;

    /**
     * How late a write was applied.
     *
     * @param by zero before the first
     * @param at when that was seen
     */
    record Lateness(Duration by, long at) {
        /** What shows that a voter which should lag does not, or no longer. */
        Optional<String> leak(String voter, Duration lag, long now) {
            if (by.isZero()) {
                return Optional.of(voter + " was not seen to lag");
            }
            if (by.compareTo(lag.dividedBy(2)) < 0) {
                return Optional.of(voter + " applied a write after " + by.toMillis() + " ms already");
            }
            Duration age = Duration.ofNanos(now - at);
            return age.compareTo(patience(lag)) > 0
                    ? Optional.of(voter + " was last seen to lag " + age.toSeconds() + " s ago")
                    : Optional.empty();
        }
    }

    /** Until a lag is measured: a few times as long as it takes on a machine that has time. */
    private static Duration patience(Duration lag) {
        return lag.multipliedBy(4).plus(CATCH_UP);
    }

    private LaggingVoter(Cluster cluster, Injection fault, Voter leader, Voter voter, Duration lag) {
        this.cluster = cluster;
        this.fault = fault;
        this.leader = leader;
        this.voter = voter;
        this.lag = lag;
        this.loop = new Thread(this::run, "lag-" + voter.name());
    }

    static LaggingVoter begin(Cluster cluster, Injection fault, Voter leader, Voter voter, Duration lag) {
        LaggingVoter lagging = new LaggingVoter(cluster, fault, leader, voter, lag);
        lagging.loop.setDaemon(true);
        lagging.loop.start();
        return lagging;
    }

    private void run() {
        while (!healed) {
            try (Client<?> client = Client.connect(List.of(leader))) {
                while (!healed) {
                    standStill(client);
                    Pause.of(lag.dividedBy(REST));
                }
            } catch (RuntimeException e) {
                // Without a leader to write to there is no lag; that none is measured any more shows it.
                Pause.of(lag);
            }
        }
    }

    /** Whether another fault keeps it still, or down: it lags then, and nothing can be measured. */
    private boolean isKept() {
        return cluster.holds().isHeldBesides(fault, State.STILL.name(), voter.name())
                || State.DOWN.isKept(cluster, voter.name());
    }

    private void standStill(Client<?> client) {
        if (isKept()) {
            measured = new Lateness(measured.by(), System.nanoTime());
            return;
        }
        long begin = System.nanoTime();
        long zxid;
        State.STILL.take(cluster, voter.name(), fault);
        try {
            cluster.site().pause(voter.name());
            zxid = client.call("write " + path(), zooKeeper -> {
                Stat stat = new Stat();
                try {
                    return zooKeeper.setData(path(), new byte[0], -1).getMzxid();
                } catch (KeeperException.NoNodeException e) {
                    zooKeeper.create(path(), new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, stat);
                    return stat.getCzxid();
                }
            });
            Pause.of(lag.minusNanos(System.nanoTime() - begin));
        } catch (IllegalStateException e) {
            // The leader is gone: nothing is written, and nothing can be late.
            return;
        } finally {
            State.STILL.letGo(cluster, voter.name(), fault);
        }
        if (Pause.until(() -> voter.zxid().orElse(-1L) >= zxid, CATCH_UP, BETWEEN)) {
            long now = System.nanoTime();
            measured = new Lateness(Duration.ofNanos(now - begin), now);
        }
    }

    private String path() {
        return PATH + voter.name();
    }

    String name() {
        return voter.name();
    }

    /** The last lag seen; zero before the first. */
    Duration measured() {
        return measured.by();
    }

    void awaitMeasurement() {
        Pause.until(() -> !measured().isZero(), patience(lag), BETWEEN);
    }

    Optional<String> leak() {
        return measured.leak(name(), lag, System.nanoTime());
    }

    boolean serves() {
        return voter.serves();
    }

    /** Returns when it runs again, for good. */
    @Override
    public void close() {
        healed = true;
        try {
            loop.join(lag.plus(CATCH_UP).plusSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
