package io.schism.harness.backend.docker;

import java.util.Optional;

/** Who delays packets on this machine: the kernel where it can, and a program beside the member where not. */
enum Delayer {
    NETEM,
    TAP;

    /** The kernel's own means, where neither can be had: its refusal is the one to read. */
    static Delayer ofThisMachine() {
        return Netem.lacking().isPresent() && TapLine.lacking().isEmpty() ? TAP : NETEM;
    }

    /** Why packets cannot be delayed here, in words that end a sentence; empty where they can. */
    static Optional<String> lacking() {
        return lacking(Netem.lacking(), TapLine.lacking());
    }

    static Optional<String> lacking(Optional<String> netem, Optional<String> tap) {
        return netem.flatMap(kernel -> tap.map(program -> kernel + "; and for a program to do it instead, " + program));
    }
}
