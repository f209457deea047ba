package io.schism.workloads.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the log means: for each key its latest values with their positions, so that a reader may look at the state as of
 * the log's end, of its durable part or of its confirmed part. Values that nobody can ask for any more are dropped.
 */
final class KvState {
    private record Version(long pos, long value) {}

    private final Map<Long, Deque<Version>> keys = new HashMap<>();

    /**
     * Applies the next entry.
     *
     * @param settled no one will ask for a state before this position
     */
    void apply(Entry entry, long settled) {
        Long key = entry.key();
        Change change = entry.change();
        if (key == null || change == null) {
            return;
        }
        Deque<Version> versions = keys.computeIfAbsent(key, any -> new ArrayDeque<>(2));
        versions.addLast(new Version(entry.pos(), change.value()));
        dropBefore(versions, settled);
    }

    private static void dropBefore(Deque<Version> versions, long settled) {
        while (versions.size() > 1) {
            Iterator<Version> oldest = versions.iterator();
            oldest.next();
            if (oldest.next().pos() > settled) {
                return;
            }
            versions.removeFirst();
        }
    }

    /** The value of a key as of a position; null where it was absent. */
    @Nullable
    Long at(long key, long pos) {
        Deque<Version> versions = keys.get(key);
        if (versions == null) {
            return null;
        }
        for (Iterator<Version> latest = versions.descendingIterator(); latest.hasNext(); ) {
            Version version = latest.next();
            if (version.pos() <= pos) {
                return version.value();
            }
        }
        return null;
    }

    /** Forgets everything. */
    void clear() {
        keys.clear();
    }
}
