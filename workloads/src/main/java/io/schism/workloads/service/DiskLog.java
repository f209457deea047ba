package io.schism.workloads.service;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The durable log: every entry in memory and in one file. Not thread-safe, but for {@link #sync}, which is meant to run
 * while others append: one sync makes durable all that was appended before it (group commit).
 */
final class DiskLog implements AutoCloseable {
    private static final String NAME = "log";

    private final Storage.AppendFile file;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final long confirmedOnDisk;
    private long synced;
    private long truncations;

    /** What one sync will have made durable. */
    record SyncPoint(long pos, long truncations) {}

    /**
     * Opens the log, cuts a torn tail, refuses damage elsewhere.
     *
     * @throws UserError where the log is damaged
     */
    DiskLog(Storage storage) throws IOException {
        file = storage.open(NAME);
        byte[] bytes = file.readAll();
        Records.Scan scan = Records.scan(bytes, NAME);
        long confirmed = 0;
        for (Records.Found found : scan.records()) {
            Entry entry = found.entry();
            if (entry.pos() != entries.size() + 1 || entry.epoch() < lastEpoch()) {
                throw UserError.environment(
                        "the log holds position " + entry.pos() + " of epoch " + entry.epoch() + " after position "
                                + entries.size() + " of epoch " + lastEpoch(),
                        "keep a copy of the node's data, empty it, and let the node fetch everything from the primary");
            }
            entries.add(entry);
            ends.add((long) found.end());
            confirmed = found.confirmed();
        }
        if (scan.length() < bytes.length) {
            file.truncate(scan.length());
        } else {
            file.sync(); // What a killed process had only written is not lost, but not durable either.
        }
        synced = lastPos();
        confirmedOnDisk = Math.min(confirmed, synced);
    }

    long lastPos() {
        return entries.size();
    }

    long lastEpoch() {
        return epochAt(lastPos());
    }

    /** The epoch of the entry at a position; 0 at position 0. */
    long epochAt(long pos) {
        return pos == 0 ? 0 : entries.get((int) pos - 1).epoch();
    }

    /** The first position that holds an entry of the epoch that this position's entry is of. */
    long firstOfEpochAt(long pos) {
        long first = pos;
        while (first > 1 && epochAt(first - 1) == epochAt(pos)) {
            first--;
        }
        return first;
    }

    /** A copy of the entries from one position through another; empty where there are none. */
    List<Entry> range(long from, long through) {
        return from > through ? List.of() : List.copyOf(entries.subList((int) from - 1, (int) through));
    }

    /** The last position that is durable. */
    long synced() {
        return synced;
    }

    /** The confirmed position that the last record told of when the log was opened. */
    long confirmedOnDisk() {
        return confirmedOnDisk;
    }

    /** Appends the next entry; durable only after a sync. */
    void append(Entry entry, long confirmed) throws IOException {
        if (entry.pos() != lastPos() + 1) {
            throw new IllegalStateException("position " + entry.pos() + " does not follow " + lastPos());
        }
        byte[] record = Records.write(entry, end(synced), confirmed);
        file.append(record);
        long end = end(lastPos()) + record.length;
        entries.add(entry);
        ends.add(end);
    }

    private long end(long pos) {
        return pos == 0 ? 0 : ends.get((int) pos - 1);
    }

    /** What a sync that begins now makes durable. */
    SyncPoint beforeSync() {
        return new SyncPoint(lastPos(), truncations);
    }

    /** Syncs the file. The one method that may run beside the others. */
    void sync() throws IOException {
        file.sync();
    }

    /** Takes note of a sync that ended; one that a truncation overtook says nothing about what was appended after it. */
    void afterSync(SyncPoint point) {
        if (point.truncations() == truncations) {
            synced = Math.max(synced, point.pos());
        }
    }

    /** Drops everything behind a position, durably. */
    void truncate(long keep) throws IOException {
        file.truncate(end(keep));
        entries.subList((int) keep, entries.size()).clear();
        ends.subList((int) keep, ends.size()).clear();
        truncations++;
        synced = lastPos(); // The truncation synced what is left.
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
