package io.schism.histories.verdict;

/** The three values of a verdict. {@code UNKNOWN} is neither a pass nor a violation, anywhere. */
public enum Validity {
    VALID,
    INVALID,
    UNKNOWN;

    /** Both together: proven invalid outweighs unknown, unknown outweighs valid. */
    public Validity and(Validity other) {
        if (this == INVALID || other == INVALID) {
            return INVALID;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : VALID;
    }

    /** {@code valid}, {@code invalid} or {@code unknown}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
