package io.schism.harness.cluster;

/** How a member's name server fails. */
public enum NameFailure {
    /** It does not answer: each look-up lasts until whoever asks gives up. */
    SILENT,
    /** It refuses: each look-up fails at once. */
    REFUSED
}
