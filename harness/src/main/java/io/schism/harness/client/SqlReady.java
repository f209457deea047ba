package io.schism.harness.client;

import java.net.InetSocketAddress;
import java.time.Duration;

/** A node is ready that answers true in the first column of the first row. */
record SqlReady(SqlQuestion question) implements ReadyQuestion {
    @Override
    public boolean holds(InetSocketAddress node, Duration limit) {
        return question.ask(node, limit, rows -> rows.next() && rows.getBoolean(1))
                .orElse(false);
    }

    @Override
    public void release(InetSocketAddress node) {
        question.release(node);
    }
}
