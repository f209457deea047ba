package io.schism.workloads.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log, what it means, how far it is confirmed, and what was given up of it. Used with the node's monitor held, but
 * for {@link #sync}. A disk that fails once is not trusted again: whoever owns the node is told.
 */
final class Ledger implements AutoCloseable {
    private final DiskLog log;
    private final SideFile side;
    private final KvState state = new KvState();
    private final Consumer<IOException> onDiskFailure;
    private long confirmed;
    private long truncations;
    private volatile boolean closed;

    Ledger(Storage storage, Consumer<IOException> onDiskFailure) throws IOException {
        this.log = new DiskLog(storage);
        this.side = new SideFile(storage);
        this.onDiskFailure = onDiskFailure;
        this.confirmed = log.confirmedOnDisk();
        rebuild();
    }

    private void rebuild() {
        state.clear();
        entries().forEach(entry -> state.apply(entry, confirmed));
    }

    long lastPos() {
        return log.lastPos();
    }

    long lastEpoch() {
        return log.lastEpoch();
    }

    long epochAt(long pos) {
        return log.epochAt(pos);
    }

    long firstOfEpochAt(long pos) {
        return log.firstOfEpochAt(pos);
    }

    /** The last durable position. */
    long synced() {
        return log.synced();
    }

    /** The last position that is acknowledged, or may be, by this node's knowledge. */
    long confirmed() {
        return confirmed;
    }

    List<Entry> entries() {
        return log.range(1, log.lastPos());
    }

    List<Entry> side() {
        return side.entries();
    }

    /** How often entries were given up since the start: what was at a position before may be another entry now. */
    long truncations() {
        return truncations;
    }

    /** How many entries were given up, ever. */
    long givenUp() {
        return side.count();
    }

    /** The durable entries from a position on, at most so many. */
    List<Entry> durableFrom(long from, int most) {
        return log.range(from, Math.min(log.synced(), from + most - 1));
    }

    /** The value of a key as of a position; null where it was absent. */
    @Nullable
    Long valueAt(long key, long pos) {
        return state.at(key, pos);
    }

    /** Appends the next entry; durable only after a sync. */
    void append(Entry entry) {
        try {
            log.append(entry, confirmed);
        } catch (IOException e) {
            throw failed(e);
        }
        state.apply(entry, confirmed);
    }

    /** Moves the confirmed position forward; never back. */
    void confirm(long pos) {
        confirmed = Math.max(confirmed, Math.min(pos, log.lastPos()));
    }

    /** Moves everything from a position on to the side file. Returns how many entries that were. */
    long giveUpFrom(long pos) {
        List<Entry> given = log.range(pos, log.lastPos());
        try {
            side.keep(given); // First: a crash in between keeps them twice, never loses them.
            log.truncate(pos - 1);
        } catch (IOException e) {
            throw failed(e);
        }
        truncations++;
        confirmed = Math.min(confirmed, log.lastPos());
        rebuild();
        return given.size();
    }

    boolean dirty() {
        return log.synced() < log.lastPos();
    }

    DiskLog.SyncPoint beforeSync() {
        return log.beforeSync();
    }

    /** Syncs the log's file; without the monitor. */
    void sync() {
        try {
            log.sync();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void afterSync(DiskLog.SyncPoint point) {
        log.afterSync(point);
    }

    private UncheckedIOException failed(IOException e) {
        if (!closed) {
            onDiskFailure.accept(e);
        }
        return new UncheckedIOException(e);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        log.close();
        side.close();
    }
}
