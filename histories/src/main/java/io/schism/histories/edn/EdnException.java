package io.schism.histories.edn;

/** Text that is not EDN, with the place where that shows. */
public final class EdnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    EdnException(int line, int column, String problem) {
        super(problem);
        this.line = line;
        this.column = column;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column in characters, from 1. */
    public int column() {
        return column;
    }
}
