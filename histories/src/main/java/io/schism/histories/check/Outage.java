package io.schism.histories.check;

import io.schism.histories.history.Operation;

/** A time in which attempts were made and none succeeded. */
record Outage(Operation from, Operation to, long attempts) {
    long nanos() {
        return to.time() - from.time();
    }
}
