package io.schism.workloads.coordination;

/** ZooKeeper could not be asked, or did not do it; whoever asked tries again later. */
public final class CoordinationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CoordinationFailure(String what, Throwable cause) {
        super(what + ": " + cause, cause);
    }
}
