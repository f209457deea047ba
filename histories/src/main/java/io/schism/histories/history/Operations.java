package io.schism.histories.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The operations read so far, the line of each, and what is to be said about the reading. */
final class Operations {
    private final List<Operation> operations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int[] lines = new int[1024];
    private long latestIndex = -1;

    /** The place that the next operation has in the history. */
    long position() {
        return operations.size();
    }

    /** Adds the operation that begins there; the order of a history is real time, so its indices must rise. */
    void add(Operation operation, int line, int column) {
        if (operation.index() <= latestIndex) {
            throw new BrokenLine(
                    line,
                    column,
                    "index " + operation.index() + " follows index " + latestIndex + ", but indices must rise");
        }
        latestIndex = operation.index();
        int place = operations.size();
        if (place == lines.length) {
            lines = Arrays.copyOf(lines, 2 * place);
        }
        lines[place] = line;
        operations.add(operation);
    }

    void note(String note) {
        notes.add(note);
    }

    boolean isEmpty() {
        return operations.isEmpty();
    }

    List<Operation> inOrder() {
        return operations;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The line where that very operation begins. */
    @SuppressWarnings("ReferenceEquality") // equal operations may stand on two lines
    int lineOf(Operation operation) {
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) == operation) {
                return lines[i];
            }
        }
        return 0;
    }
}
