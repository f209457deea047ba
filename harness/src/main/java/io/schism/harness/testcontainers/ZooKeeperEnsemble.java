package io.schism.harness.testcontainers;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Site;
import io.schism.harness.cluster.Topology;
import io.schism.harness.run.RunFolder;
import io.schism.workloads.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testcontainers.lifecycle.Startable;

/**
 * A ZooKeeper ensemble in containers, on a network of its own. Its image is built by the harness: nothing is pulled where
 * that cannot be.
 *
 * <pre>{@code
 * @Container
 * static final ZooKeeperEnsemble zooKeeper = new ZooKeeperEnsemble(3);
 *
 * @Test
 * void test() {
 *     try (CuratorFramework curator = newClient(zooKeeper.connectString(), retry)) ...
 * }
 * }</pre>
 *
 * <p>Voters are called {@code zk-ensemble1} and so on. {@link #cluster} cuts, pauses and kills them; the test's own client, by {@link
 * #connectString}, stands outside every cut.
 */
public final class ZooKeeperEnsemble implements Startable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Policy NO_SERVICE = new Policy(
            Policy.Replication.MAJORITY,
            0,
            false,
            Policy.CopiesCount.ANYWHERE,
            Policy.Visibility.CONFIRMED,
            Policy.WhenSuspended.STOP,
            Policy.Fencing.EPOCH,
            Policy.Promotion.MOST_CAUGHT_UP,
            Policy.Reads.MAJORITY,
            Policy.Rejoin.TRUNCATE_ASIDE);

    private final Topology topology;
    private @Nullable Cluster cluster;

    /** Of so many voters, 1 to 7, with sessions that live for six seconds. */
    public ZooKeeperEnsemble(int voters) {
        this(voters, Duration.ofSeconds(6));
    }

    /** The same, where a silent session lives that long. */
    public ZooKeeperEnsemble(int voters, Duration sessionTimeout) {
        if (voters < 1 || voters > 7) {
            throw new IllegalArgumentException("an ensemble has 1 to 7 voters, not " + voters);
        }
        this.topology = new Topology(
                List.of(new Topology.Region("ensemble", List.of(), voters, 0, false)),
                "",
                new Topology.ZooKeeperTimes(sessionTimeout, sessionTimeout.dividedBy(6), 4),
                Map.of());
    }

    /** Starts the voters, and returns once all of them serve. */
    @Override
    public synchronized void start() {
        if (cluster != null) {
            return;
        }
        RunFolder folder = RunFolder.create(RunFolder.runsOfTests(), "zookeeper", "ensemble", 0);
        Site site = Backends.named("docker").open(folder.id(), folder.path(), topology.members(), Map.of());
        Cluster starting = new Cluster(site, topology, NO_SERVICE, 1, 0);
        try {
            starting.start(START);
            cluster = starting;
        } catch (RuntimeException e) {
            starting.close();
            throw e;
        }
    }

    /** Ends the voters, and takes away whatever was made for them but their logs. */
    @Override
    public synchronized void stop() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    /** Where a client in the test reaches the voters: {@code 127.0.0.1:15001,127.0.0.1:15002,...}. */
    public String connectString() {
        Cluster running = cluster();
        return topology.members(Member.Kind.ZOOKEEPER).stream()
                .map(voter -> running.site().observe(voter.name(), Port.ZK_CLIENT))
                .map(address -> address.getHostString() + ":" + address.getPort())
                .collect(Collectors.joining(","));
    }

    /** The names of the voters. */
    public List<String> voters() {
        return topology.members(Member.Kind.ZOOKEEPER).stream()
                .map(Member::name)
                .toList();
    }

    /** The name of the voter that leads; empty while none does. */
    public Optional<String> leader() {
        Cluster running = cluster();
        return topology.members(Member.Kind.ZOOKEEPER).stream()
                .filter(voter -> running.mode(voter).filter("leader"::equals).isPresent())
                .map(Member::name)
                .findFirst();
    }

    /**
     * The same as a cluster, for its {@code cuts()} and its {@code site()}.
     *
     * @throws IllegalStateException where it was not started
     */
    public synchronized Cluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("the ensemble does not run: call start(), or mark it with @Container");
        }
        return cluster;
    }
}
