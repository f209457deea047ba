package io.schism.harness.cluster;

import io.schism.harness.status.Agent;
import io.schism.harness.status.Inquiry;
import io.schism.harness.status.NodeStatus;
import io.schism.histories.error.UserError;
import io.schism.workloads.policy.Policy;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A running ZooKeeper ensemble, and a service on its nodes, on a {@link Site}. */
public final class Cluster implements AutoCloseable {
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Placement placement;
    private final Cuts cuts;
    private final Service service;
    private final Shapes shapes;
    private final Ensemble ensemble;
    private final Inquiry inquiry = new Inquiry();
    private final Silenced silenced = new Silenced();
    private final Holds holds = new Holds();

    /**
     * A cluster that nothing of runs yet.
     *
     * @param scale multiplies every time of the topology and every time-out of its members
     * @param seed draws the region of the first ZooKeeper leader
     */
    public Cluster(Site site, Topology topology, Service service, double scale, long seed) {
        this.placement = new Placement(site, topology, scale);
        this.cuts = new Cuts(site.network());
        this.service = service;
        this.shapes = new Shapes(site.network());
        this.ensemble = new Ensemble(site, topology, scale, seed);
    }

    /** A cluster of the harness's own service, that nothing of runs yet. */
    public Cluster(Site site, Topology topology, Policy policy, double scale, long seed) {
        this(site, topology, new ReplicatedKv(policy), scale, seed);
    }

    /**
     * Starts every member and waits until the whole serves: every voter in the ensemble, and what the service asks for.
     *
     * @throws UserError of kind ENVIRONMENT when it does not serve within the limit, naming who does not
     */
    public void start(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        List<Launch> launches = service.launches(placement);
        ensemble.first().parallelStream().forEach(v -> site().start(ensemble.launch(v)));
        if (!service.waitsForEnsemble()) {
            launches.parallelStream().forEach(site()::start);
        }
        ensemble.leader()
                .ifPresent(leader -> await(end, "ZooKeeper " + leader.name() + " to lead", () -> mode(leader)
                        .filter("leader"::equals)
                        .isPresent()));
        ensemble.later().parallelStream().forEach(v -> site().start(ensemble.launch(v)));
        for (Member voter : topology().members(Member.Kind.ZOOKEEPER)) {
            await(end, voter.name() + " to serve", () -> mode(voter)
                    .filter(m -> m.equals("leader") || m.equals("follower"))
                    .isPresent());
        }
        if (service.waitsForEnsemble()) {
            launches.parallelStream().forEach(site()::start);
        }
        service.serving(placement).forEach(condition -> await(end, condition.what(), condition.holds()));
    }

    private static void await(long end, String what, BooleanSupplier condition) {
        if (!Pause.until(condition, Duration.ofNanos(end - System.nanoTime()), BETWEEN)) {
            throw UserError.environment(
                    "waited in vain for " + what,
                    "read the logs under nodes/ of the run's folder; the machine may be too slow");
        }
    }

    public Site site() {
        return placement.site();
    }

    public Topology topology() {
        return placement.topology();
    }

    public Placement placement() {
        return placement;
    }

    /** Who serves on its nodes. */
    public Service service() {
        return service;
    }

    /** The cuts in force on its network. */
    public Cuts cuts() {
        return cuts;
    }

    /** The shapes in force on its network. */
    public Shapes shapes() {
        return shapes;
    }

    /**
     * The agent of a member, past every cut; clients have one only where they call from a member of their own.
     *
     * @throws UnsupportedOperationException where a service has none in its processes
     */
    public Agent agent(String member) {
        if (!hasAgent(member)) {
            throw new UnsupportedOperationException(
                    member + " is of a service of yours, in which no agent of the harness does or sees this");
        }
        return new Agent(site().observe(member, Port.PROBE));
    }

    /** Whether an agent of the harness is in a member's own process. */
    public boolean hasAgent(String member) {
        return topology().member(member).kind() != Member.Kind.SERVICE || service.hasAgents();
    }

    /** The members that faults have silenced. */
    public Silenced silenced() {
        return silenced;
    }

    /** Which faults keep members down, or keep them still. */
    public Holds holds() {
        return holds;
    }

    /** Whether a member answers when asked past every cut. */
    public boolean answers(Member member) {
        return switch (member.kind()) {
            case ZOOKEEPER -> mode(member).isPresent();
            case SERVICE, CONTROLLER -> service.answers(placement, member);
            case CLIENTS -> true;
        };
    }

    /** What a node says of itself; empty when it does not answer. */
    public Optional<NodeStatus> status(String node) {
        return service.status(placement, node, ASK);
    }

    /** The mode of a voter. */
    public Optional<String> mode(Member voter) {
        return inquiry.zooKeeperMode(site().observe(voter.name(), Port.ZK_CLIENT), ASK);
    }

    /** Whether a failover controller answers that it leads. */
    public boolean leads(Member controller) {
        return inquiry.leads(site().observe(controller.name(), Port.HTTP), ASK).orElse(false);
    }

    @Override
    public void close() {
        try {
            service.release(placement);
        } finally {
            site().close();
        }
    }
}
