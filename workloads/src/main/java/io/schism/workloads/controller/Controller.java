package io.schism.workloads.controller;

import io.schism.workloads.coordination.Addresses;
import io.schism.workloads.coordination.CoordinationFailure;
import io.schism.workloads.coordination.JsonServer;
import io.schism.workloads.coordination.Loops;
import io.schism.workloads.coordination.PrimaryRecord;
import io.schism.workloads.coordination.PrimaryRecords;
import io.schism.workloads.coordination.SessionState;
import io.schism.workloads.coordination.Timings;
import io.schism.workloads.coordination.ZooKeeperSession;
import io.schism.workloads.policy.Policy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running controller: its parts put together, started and ended. */
public final class Controller implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Controller.class);
    private static final String LATCH = "/schism/controllers";

    private record RoleView(String controller, boolean leader, String session, long epoch, @Nullable String primary) {}

    private final ControllerConfig config;
    private final ZooKeeperSession session;
    private final LeaderLatch latch;
    private final Nodes nodes;
    private final Failover failover;
    private final JsonServer server;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "failover");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<PrimaryRecord> record = Optional.empty();

    private Controller(ControllerConfig config) {
        Timings timings = config.timings();
        this.config = config;
        this.nodes = new Nodes(config.nodes(), timings);
        this.session = ZooKeeperSession.open(
                config.zookeeper(), Duration.ofMillis(config.sessionTimeoutMillis()), timings, state -> {});
        this.latch = new LeaderLatch(session.curator(), LATCH, config.controller());
        this.failover = new Failover(
                new PrimaryRecords(session),
                nodes,
                promotion(config.policy(), nodes),
                config.initialPrimary(),
                this::leads);
        this.server = JsonServer.start(Addresses.parse(config.listen()), config.controller(), this::handle);
    }

    /** Starts a controller. */
    public static Controller start(ControllerConfig config) {
        Controller controller = new Controller(config);
        controller.latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                log.info("{} leads", config.controller());
            }

            @Override
            public void notLeader() {
                log.info("{} leads no more", config.controller());
            }
        });
        try {
            controller.latch.start();
        } catch (Exception e) { // Curator's signature
            controller.close();
            throw new IllegalStateException("the latch does not start", e);
        }
        long every = config.timings().probeInterval().toNanos();
        var unused = controller.loop.scheduleWithFixedDelay(controller::look, 0, every, TimeUnit.NANOSECONDS);
        return controller;
    }

    private static Promotion promotion(Policy policy, Nodes nodes) {
        return switch (policy.promotion()) {
            case ANY_REGION -> new AnyRegion(nodes);
            case SAME_REGION -> new SameRegion(nodes);
            case MOST_CAUGHT_UP -> new MostCaughtUp(nodes, new AckSets(policy, nodes.all()));
        };
    }

    private void look() {
        try {
            failover.probe();
            if (session.state() == SessionState.CONNECTED) {
                failover.act();
                record = failover.record();
            }
        } catch (CoordinationFailure e) {
            log.info("ZooKeeper: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("a look at the primary failed", e); // The executor would drop the loop silently.
        }
    }

    /** Leadership that is older than its session does not count, whatever the recipe believes (CURATOR-696). */
    private boolean leads() {
        String path = latch.getOurPath();
        return latch.hasLeadership() && path != null && session.owns(path);
    }

    private JsonServer.Reply handle(JsonServer.Request request) throws IOException {
        if (!(request.method() + " " + request.path()).equals("GET /role")) {
            return JsonServer.Reply.unknown(request);
        }
        Optional<PrimaryRecord> known = record;
        return JsonServer.Reply.ok(new RoleView(
                config.controller(),
                latch.hasLeadership(),
                session.state().word(),
                known.map(PrimaryRecord::epoch).orElse(0L),
                known.map(PrimaryRecord::node).orElse(null)));
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
        Loops.end(loop, config.timings().connection());
        try {
            latch.close();
        } catch (IOException | IllegalStateException e) {
            log.debug("the latch was not open", e);
        }
        session.close();
        nodes.close();
    }
}
