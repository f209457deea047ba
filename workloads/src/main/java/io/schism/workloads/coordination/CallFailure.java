package io.schism.workloads.coordination;

import java.io.IOException;

/** Another member did not answer, or not with what was asked for. Whether it did what was asked is not known. */
public final class CallFailure extends IOException {
    private static final long serialVersionUID = 1L;

    CallFailure(String message) {
        super(message);
    }

    CallFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
