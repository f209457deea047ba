package io.schism.harness.cluster;

/** What became of a probe. */
public enum Reach {
    /** The connection was made, and on a relay answered. */
    OPEN,
    /** It was tried, and nothing came back in time. */
    CLOSED,
    /** It was refused or reset at once. */
    REFUSED,
    /** It was not tried: whoever should try it did not answer. Proves nothing. */
    NOT_TRIED
}
