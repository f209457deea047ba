package io.schism.harness.cli;

import io.schism.histories.verdict.Validity;

/** The exit codes. */
enum Exit {
    VALID(0),
    INVALID(1),
    UNKNOWN(2),
    HARNESS(254),
    USAGE(255);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Exit of(Validity validity) {
        return switch (validity) {
            case VALID -> VALID;
            case INVALID -> INVALID;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Over many inputs the worst counts: invalid, 255, 254, unknown, valid. */
    Exit worse(Exit other) {
        return rank() >= other.rank() ? this : other;
    }

    private int rank() {
        return switch (this) {
            case VALID -> 0;
            case UNKNOWN -> 1;
            case HARNESS -> 2;
            case USAGE -> 3;
            case INVALID -> 4;
        };
    }
}
