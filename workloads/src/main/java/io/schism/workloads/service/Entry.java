package io.schism.workloads.service;

import org.jspecify.annotations.Nullable;

/**
 * One position of the log.
 *
 * @param epoch the epoch of the primary that wrote it
 * @param pos its position, from 1
 * @param op the client's own id, or {@code epoch-N} for the entry that a primary begins its epoch with
 * @param key null where an epoch begins
 * @param change null where an epoch begins
 */
record Entry(long epoch, long pos, String op, @Nullable Long key, @Nullable Change change) {
    /** The entry that a primary begins its epoch with: confirmed, it confirms all that was inherited. */
    static Entry epochStart(long epoch, long pos) {
        return new Entry(epoch, pos, "epoch-" + epoch, null, null);
    }
}
