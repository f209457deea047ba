package io.schism.harness.cluster;

import java.time.Duration;

/** How a member's name server fails. */
public sealed interface NameFailure {
    /** It does not answer: each look-up lasts until whoever asks gives up. */
    record Silent() implements NameFailure {}

    /** It refuses: each look-up fails at once. */
    record Refused() implements NameFailure {}

    /**
     * It answers late: a question is lost, and so is whoever asks it again, until that time has passed since it was first asked. Resolvers ask
     * again every few seconds, so that a look-up takes the time of the first question after it.
     */
    record Slow(Duration by) implements NameFailure {}
}
