package io.schism.histories.linearizability;

/** A limit was reached in the middle of a search: the answer is unknown. Never leaves the package. */
final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted(String limit) {
        super(limit, null, false, false);
    }

    /** Which limit, as a clause: {@code the time limit of 1 s was reached}. */
    String limit() {
        return String.valueOf(getMessage());
    }
}
