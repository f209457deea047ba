package io.schism.harness.client;

import io.schism.harness.status.NodeStatus;
import io.schism.workloads.client.Claim;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whom a region's clients ask. Where that is the primary, every node is asked for its role by the region's own ways, so
 * that a region that is cut off goes on believing what it heard last. Thread-safe.
 */
public final class AskedNodes implements AutoCloseable {
    private static final Comparator<Map.Entry<String, NodeStatus>> BY_EPOCH =
            Comparator.comparingLong(entry -> entry.getValue().epoch());

    private final Map<String, InetSocketAddress> nodes;
    private final List<String> candidates;
    private final Map<String, NodeStatus> primaries = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile @Nullable Claim believed;
    private @Nullable ScheduledExecutorService pollers;
    private @Nullable RoleQuestion question;

    private AskedNodes(Map<String, InetSocketAddress> nodes, List<String> candidates) {
        this.nodes = new TreeMap<>(nodes);
        this.candidates = candidates.isEmpty() ? List.copyOf(this.nodes.keySet()) : List.copyOf(candidates);
    }

    /**
     * Asks some nodes in turn.
     *
     * @param nodes every node's address as the region's clients reach it
     * @param candidates whom to ask; all where there is none
     */
    public static AskedNodes inTurn(Map<String, InetSocketAddress> nodes, List<String> candidates) {
        return new AskedNodes(nodes, candidates);
    }

    /**
     * Asks the primary, and some nodes in turn while none is known.
     *
     * @param period between two questions to one node; each may take as long
     * @param heard told of every change
     */
    public static AskedNodes primary(
            Map<String, InetSocketAddress> nodes,
            List<String> candidates,
            RoleQuestion question,
            Duration period,
            Consumer<Claim> heard) {
        AskedNodes asked = new AskedNodes(nodes, candidates);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(nodes.size(), task -> {
            Thread thread = new Thread(task, "roles");
            thread.setDaemon(true);
            return thread;
        });
        nodes.forEach((node, address) -> threads.scheduleWithFixedDelay(
                () -> asked.learn(node, question.ask(address, period.multipliedBy(2)), heard),
                0,
                period.toNanos(),
                TimeUnit.NANOSECONDS));
        asked.pollers = threads;
        asked.question = question;
        return asked;
    }

    private synchronized void learn(String node, Optional<NodeStatus> status, Consumer<Claim> heard) {
        Optional<NodeStatus> primary = status.filter(s -> s.role().equals("primary"));
        primary.ifPresentOrElse(s -> primaries.put(node, s), () -> primaries.remove(node));
        Claim before = believed;
        NodeStatus standing = before == null ? null : primaries.get(before.primary());
        primaries.entrySet().stream()
                .max(BY_EPOCH)
                .map(entry -> new Claim(entry.getValue().epoch(), entry.getKey()))
                .filter(best -> standing == null || best.epoch() > standing.epoch())
                .filter(best -> !best.equals(before))
                .ifPresent(best -> {
                    believed = best;
                    heard.accept(best);
                });
    }

    /** Whom to ask now. */
    String next() {
        Claim claim = believed;
        return claim == null
                ? candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()))
                : claim.primary();
    }

    InetSocketAddress address(String node) {
        InetSocketAddress address = nodes.get(node);
        if (address == null) {
            throw new IllegalArgumentException("no address for " + node);
        }
        return address;
    }

    @Override
    public void close() {
        if (pollers != null) {
            pollers.shutdownNow();
        }
        if (question != null) {
            nodes.values().forEach(question::release);
        }
    }
}
