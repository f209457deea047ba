package io.schism.harness.testcontainers;

/**
 * A fault that was not in force, let something through, or was not healed: nothing that a test saw meanwhile proves anything. Neither a
 * pass nor a violation; the history has the same as a {@code failed} line, which makes {@code FaultsInForce} unknown.
 */
public final class FaultFailedError extends AssertionError {
    private static final long serialVersionUID = 1;

    FaultFailedError(String message) {
        super(message);
    }
}
