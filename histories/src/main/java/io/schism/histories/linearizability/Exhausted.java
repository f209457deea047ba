package io.schism.histories.linearizability;

/** A limit was reached in the middle of a search: the answer is unknown. Never leaves the package. */
final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String during;

    Exhausted(String limit) {
        this(limit, "");
    }

    private Exhausted(String limit, String during) {
        super(limit, null, false, false);
        this.during = during;
    }

    /** The same, with how far the work had got. */
    Exhausted during(String pass) {
        return new Exhausted(limit(), pass);
    }

    /** Which limit, as a clause: {@code the time limit of 1 s was reached}. */
    String limit() {
        return String.valueOf(getMessage());
    }

    /** In the middle of what, as a clause: {@code it compared the zones}; empty where nobody said. */
    String during() {
        return during;
    }
}
