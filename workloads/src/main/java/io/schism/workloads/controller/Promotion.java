package io.schism.workloads.controller;

import io.schism.workloads.coordination.Peer;

/** Whom to promote when a primary is lost: one class a policy. */
interface Promotion {
    /** What was lost, and under which epoch the next primary will act. */
    record Lost(Peer primary, long nextEpoch) {}

    /** The decision. */
    sealed interface Choice {}

    /** This node has all that the policy asks for. */
    record Promote(Peer node, String why) implements Choice {}

    /** Not now; it is tried again. */
    record Wait(String why) implements Choice {}

    /** Decides, and does on the nodes what must be done first. May take several time-outs. */
    Choice choose(Lost lost);

    /** Whether it must go on even when the primary is back, since epochs have been installed that depose it. */
    boolean deposesFirst();
}
