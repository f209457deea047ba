package io.schism.histories.verdict;

/**
 * A test asked for a verdict, and it is unknown: neither a pass nor a violation. A class of its own, so that a build can tell
 * "found wrong" from "could not be decided".
 */
public final class UnknownVerdictError extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** @param message what was asked, and why it could not be decided */
    public UnknownVerdictError(String message) {
        super(message);
    }
}
