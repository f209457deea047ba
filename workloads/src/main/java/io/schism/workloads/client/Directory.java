package io.schism.workloads.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Whom the clients of one region ask: the primary of the highest epoch they have heard of, be it reachable or not. They
 * hear of epochs from their own region's nodes, from the others while none of their own names a primary, and from the
 * answers to operations. Knows addresses and nothing of policies. Thread-safe.
 */
public final class Directory implements AutoCloseable {
    private final String region;
    private final Map<String, InetSocketAddress> nodes;
    private final List<String> own;
    private final Http http;
    private final ScheduledExecutorService pollers;
    private final List<Consumer<Claim>> listeners = new CopyOnWriteArrayList<>();
    /** The nodes whose last answer named a primary. */
    private final Set<String> informed = ConcurrentHashMap.newKeySet();

    private final AtomicInteger turn = new AtomicInteger();
    private volatile @Nullable Claim highest;

    /**
     * Starts to ask.
     *
     * @param nodes every node's address as the region's clients reach it
     * @param own which of them are in the region
     */
    public Directory(String region, Map<String, InetSocketAddress> nodes, Set<String> own, Timeouts timeouts) {
        if (nodes.isEmpty() || !nodes.keySet().containsAll(own)) {
            throw new IllegalArgumentException("no address for each of " + own + " among " + nodes.keySet());
        }
        this.region = region;
        this.nodes = Map.copyOf(nodes);
        this.own = own.stream().sorted().toList();
        this.http = new Http(timeouts.connect(), timeouts.connect());
        this.pollers = Executors.newScheduledThreadPool(nodes.size(), task -> {
            Thread thread = new Thread(task, "directory-" + region);
            thread.setDaemon(true);
            return thread;
        });
        for (String node : nodes.keySet()) {
            pollers.scheduleWithFixedDelay(() -> poll(node), 0, timeouts.poll().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    public String region() {
        return region;
    }

    /** What the region's clients believe; empty until they hear of a primary. */
    public Optional<Claim> highest() {
        return Optional.ofNullable(highest);
    }

    /** Tells of every change from now on, in order, on the thread that learnt of it. */
    public void onChange(Consumer<Claim> listener) {
        listeners.add(listener);
    }

    /** Hears a claim; one of a lower or the same epoch, or of a node without address, changes nothing. */
    public synchronized void learn(Claim claim) {
        Claim before = highest;
        if ((before == null || claim.epoch() > before.epoch()) && nodes.containsKey(claim.primary())) {
            highest = claim;
            listeners.forEach(listener -> listener.accept(claim));
        }
    }

    /** Whom to ask; while no primary is known, a node that will say so. */
    String primary() {
        Claim claim = highest;
        return claim == null ? local() : claim.primary();
    }

    /** A node of the region, in turn among those that answer; of any region where it has none. */
    String local() {
        List<String> candidates = new ArrayList<>(own);
        candidates.retainAll(informed);
        if (candidates.isEmpty()) {
            candidates = own.isEmpty() ? nodes.keySet().stream().sorted().toList() : own;
        }
        return candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
    }

    InetSocketAddress address(String node) {
        InetSocketAddress address = nodes.get(node);
        if (address == null) {
            throw new IllegalArgumentException("no address for " + node);
        }
        return address;
    }

    private void poll(String node) {
        if (!own.contains(node) && own.stream().anyMatch(informed::contains)) {
            return;
        }
        try {
            Http.Answer answer =
                    http.send(address(node), ClassicRequestBuilder.get("/role").build());
            String primary = answer.body().path("primary").asText("");
            if (answer.status() == 200 && !primary.isEmpty()) {
                informed.add(node);
                learn(new Claim(answer.body().path("seen").asLong(), primary));
                return;
            }
        } catch (IOException | RuntimeException e) {
            // No answer informs nobody. An escaped exception would end the polling of this node for good.
        }
        informed.remove(node);
    }

    @Override
    public void close() {
        pollers.shutdownNow();
        http.close();
    }
}
