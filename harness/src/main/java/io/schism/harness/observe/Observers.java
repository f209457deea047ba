package io.schism.harness.observe;

import io.schism.harness.clock.ClockOffset;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.status.Agent;
import io.schism.harness.status.Inquiry;
import io.schism.harness.status.NodeStatus;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Samples each node's role, epoch and session and each ZooKeeper's mode, past every cut, and records every sample: at least
 * one each 100 ms for a member that answers. Nodes' wall clocks are recorded where they move against the harness's own. A
 * thread for each question, so that one that hangs delays no other.
 */
public final class Observers implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(60);
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** What a clock must have moved by to be recorded: less is what a busy machine does to a measurement. */
    private static final Duration CLOCK_STEP = Duration.ofMillis(100);

    private final Recorder recorder;
    private final Inquiry inquiry = new Inquiry();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Observers(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Records the topology, then samples until closed. */
    public static Observers start(Cluster cluster, Recorder recorder) {
        Observers observers = new Observers(recorder);
        recorder.observe("topology", TopologyLine.of(cluster.topology()));
        for (Member member : cluster.topology().members()) {
            if (member.kind() == Member.Kind.SERVICE && cluster.service().tellsRoles()) {
                observers.sample(member, observers.new NodeSampler(cluster)::sample);
                if (cluster.service().hasAgents()) {
                    observers.sample(member, observers.new ClockSampler(cluster.agent(member.name()))::sample);
                }
            } else if (member.kind() == Member.Kind.ZOOKEEPER) {
                InetSocketAddress address = cluster.site().observe(member.name(), Port.ZK_CLIENT);
                observers.sample(member, recording -> observers.mode(member, address));
            }
        }
        return observers;
    }

    private interface Sampling {
        void sample(Member member);
    }

    private void sample(Member member, Sampling sampling) {
        Thread thread = new Thread(
                () -> {
                    long next = System.nanoTime();
                    while (!closed) {
                        sampling.sample(member);
                        next = Math.max(next + PERIOD.toNanos(), System.nanoTime());
                        Pause.of(Duration.ofNanos(next - System.nanoTime()));
                    }
                },
                "observe-" + member.name());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Measures a member's wall clock, and remembers what it recorded last, to record the change. */
    private final class ClockSampler {
        private final Agent agent;
        private @Nullable Duration last;

        ClockSampler(Agent agent) {
            this.agent = agent;
        }

        void sample(Member member) {
            ClockOffset.of(agent, PATIENCE).ifPresent(offset -> {
                if (last == null || offset.minus(last).abs().compareTo(CLOCK_STEP) >= 0) {
                    last = offset;
                    recorder.observe("clock", member.name(), Map.of(Keyword.of("offset-ms"), offset.toMillis()));
                }
            });
        }
    }

    private void mode(Member member, InetSocketAddress address) {
        String mode = inquiry.zooKeeperMode(address, PATIENCE).orElse("unreachable");
        recorder.observe("zk-mode", member.name(), Keyword.of(mode), Map.of("region", member.region()));
    }

    /** Remembers the session that it saw last, to record the change. */
    private final class NodeSampler {
        private final Cluster cluster;
        private String session = "";

        NodeSampler(Cluster cluster) {
            this.cluster = cluster;
        }

        void sample(Member member) {
            Optional<NodeStatus> status = cluster.service().status(cluster.placement(), member.name(), PATIENCE);
            recorder.observe("role", member.name(), status.map(Observers::role).orElse(UNREACHABLE));
            status.map(NodeStatus::session).filter(s -> !s.equals(session)).ifPresent(now -> {
                session = now;
                recorder.observe("session", member.name(), Keyword.of(now));
            });
        }
    }

    private static final Map<Keyword, @Nullable Object> UNREACHABLE =
            Map.of(Keyword.of("role"), Keyword.of("unreachable"));

    private static Map<Keyword, @Nullable Object> role(NodeStatus status) {
        Map<Keyword, @Nullable Object> value = new LinkedHashMap<>();
        value.put(Keyword.of("role"), Keyword.of(status.role()));
        value.put(Keyword.of("epoch"), status.epoch());
        value.put(Keyword.of("pos"), status.pos());
        value.put(Keyword.of("session"), Keyword.of(status.session()));
        value.put(Keyword.of("refusals"), status.refusals());
        value.put(Keyword.of("given-up"), status.givenUp());
        return value;
    }

    /** Ends the sampling; the last samples are recorded when it returns. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join(2 * PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
