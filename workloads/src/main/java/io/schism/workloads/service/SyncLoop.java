package io.schism.workloads.service;

import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Syncs what was appended, all of it at once: while one sync runs, the next ones' entries gather. */
final class SyncLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(SyncLoop.class);

    private final Node node;
    private volatile boolean ended;

    SyncLoop(Node node) {
        this.node = node;
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                round();
            }
        } catch (UncheckedIOException e) {
            log.error("no sync any more", e);
        }
    }

    private void round() {
        Ledger ledger = node.ledger();
        DiskLog.SyncPoint point;
        try (Monitor.Held held = node.monitor().enter()) {
            // Wakes now and then in any case, for what the clock alone brings about.
            boolean dirty = node.monitor()
                    .await(() -> ended || ledger.dirty(), node.timings().heartbeat());
            if (ended) {
                return;
            }
            if (!dirty) {
                node.advance();
                return;
            }
            point = ledger.beforeSync();
        }
        ledger.sync();
        try (Monitor.Held held = node.monitor().enter()) {
            ledger.afterSync(point);
            node.advance();
        }
    }

    void end() {
        try (Monitor.Held held = node.monitor().enter()) {
            ended = true;
            node.monitor().changed();
        }
    }
}
