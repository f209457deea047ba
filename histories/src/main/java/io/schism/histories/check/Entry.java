package io.schism.histories.check;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a node's log: {@code [epoch pos "op-id" key change]}. Two nodes hold the same entry when epoch,
 * position and op id are the same.
 */
record Entry(long epoch, long pos, String op, boolean isEpochStart) {
    private static final int KEY = 3;

    /** The entries of a log as the history has it; null when it is not a list of entries. */
    static @Nullable List<Entry> log(@Nullable Object raw) {
        if (raw == null) {
            return List.of();
        }
        if (!(raw instanceof List<?> entries) || !entries.stream().allMatch(Entry::isEntry)) {
            return null;
        }
        return new View(entries);
    }

    /** {@code (epoch 1, position 812, op 3-9)}. */
    String phrase() {
        return "(epoch " + epoch + ", position " + pos + ", op " + op + ")";
    }

    private static boolean isEntry(@Nullable Object raw) {
        return raw instanceof List<?> entry
                && entry.size() > KEY
                && entry.get(0) instanceof Long
                && entry.get(1) instanceof Long
                && entry.get(2) != null;
    }

    /** Reads entries where they are used: a node's log is as long as the run, and each node has one. */
    private static final class View extends AbstractList<Entry> {
        private final List<?> raw;

        View(List<?> raw) {
            this.raw = raw;
        }

        @Override
        public Entry get(int place) {
            List<?> entry = (List<?>) raw.get(place);
            return new Entry(
                    (Long) entry.get(0), (Long) entry.get(1), String.valueOf(entry.get(2)), entry.get(KEY) == null);
        }

        @Override
        public int size() {
            return raw.size();
        }
    }
}
