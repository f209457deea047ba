package io.schism.histories.history;

import java.util.ArrayList;
import java.util.List;

/** The operations read so far, and what is to be said about the reading. */
final class Operations {
    private final Columns columns = new Columns();
    private final List<String> notes = new ArrayList<>();
    private long latestIndex = -1;

    /** The place that the next operation has in the history. */
    long position() {
        return columns.size();
    }

    /** Adds the operation that was drafted; the order of a history is real time, so its indices must rise. */
    void add(Draft draft) {
        draft.finish();
        if (draft.index() <= latestIndex) {
            throw broken(draft, "index " + draft.index() + " follows index " + latestIndex + ", but indices must rise");
        }
        latestIndex = draft.index();
        try {
            columns.add(draft);
        } catch (IllegalArgumentException e) {
            throw broken(draft, "in the operation " + e.getMessage());
        }
    }

    private static BrokenLine broken(Draft draft, String problem) {
        return new BrokenLine(draft.line(), draft.column(), problem);
    }

    void note(String note) {
        notes.add(note);
    }

    boolean isEmpty() {
        return columns.size() == 0;
    }

    Columns columns() {
        return columns;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
