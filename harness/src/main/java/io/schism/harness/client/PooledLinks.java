package io.schism.harness.client;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Connections of a client to nodes, each used by one operation at a time and kept for the next one if it is still good.
 * Thread-safe.
 */
final class PooledLinks<L extends AutoCloseable> implements AutoCloseable {
    private final Map<String, BlockingDeque<L>> idle = new ConcurrentHashMap<>();
    private final Set<L> all = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Opens a connection, or fails as its protocol does. */
    interface Opener<L, E extends Exception> {
        L open(String node) throws E;
    }

    <E extends Exception> L take(String node, Opener<L, E> opener) throws E {
        L kept = idle.computeIfAbsent(node, n -> new LinkedBlockingDeque<>()).pollFirst();
        if (kept != null) {
            return kept;
        }
        L opened = opener.open(node);
        all.add(opened);
        return opened;
    }

    void keep(String node, L link) {
        if (closed) {
            discard(link);
        } else {
            idle.computeIfAbsent(node, n -> new LinkedBlockingDeque<>()).addFirst(link);
        }
    }

    void discard(L link) {
        all.remove(link);
        try {
            link.close();
        } catch (Exception e) {
            // It is broken: that is why it goes.
            return;
        }
    }

    /** Closes those to a node that wait for their next use. */
    void release(String node) {
        BlockingDeque<L> links = idle.remove(node);
        if (links != null) {
            links.forEach(this::discard);
        }
    }

    @Override
    public void close() {
        closed = true;
        Set.copyOf(all).forEach(this::discard);
    }
}
