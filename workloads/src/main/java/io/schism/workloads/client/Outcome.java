package io.schism.workloads.client;

import org.jspecify.annotations.Nullable;

/** How an operation ended, as far as its client can know. */
public sealed interface Outcome {
    /**
     * It happened.
     *
     * @param value what a read saw, null for an absent key; null for everything else
     * @param node who answered, under which {@code epoch}, having reached which log position; {@link #UNTOLD} where a service
     *     does not tell
     */
    record Ok(@Nullable Long value, String node, long epoch, long pos) implements Outcome {
        /** In place of an epoch or a position that was not told. */
        public static final long UNTOLD = -1;
    }

    /** It certainly did not happen. */
    record Fail(String reason) implements Outcome {}

    /** It may have happened, at any later time, or never. */
    record Indeterminate(String reason) implements Outcome {}
}
