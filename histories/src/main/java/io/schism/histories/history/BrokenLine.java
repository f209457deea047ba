package io.schism.histories.history;

import io.schism.histories.edn.EdnException;

/** What is wrong with one line of a history file, and where; {@link HistoryReader} adds the file. */
final class BrokenLine extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final boolean last;

    /** @param last whether the operation that it breaks begins on the last line, which has no line end */
    BrokenLine(int line, int column, String problem, boolean last) {
        super(problem);
        this.line = line;
        this.column = column;
        this.last = last;
    }

    /** In the middle of the file. */
    BrokenLine(int line, int column, String problem) {
        this(line, column, problem, false);
    }

    static BrokenLine of(EdnException e, boolean last) {
        return new BrokenLine(e.line(), e.column(), String.valueOf(e.getMessage()), last);
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    /** Whether this may be the tear of a process that was killed while it wrote. */
    boolean isTorn() {
        return last;
    }

    BrokenLine asLast(boolean isLast) {
        return new BrokenLine(line, column, String.valueOf(getMessage()), isLast);
    }
}
