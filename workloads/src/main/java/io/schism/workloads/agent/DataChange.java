package io.schism.workloads.agent;

/**
 * What can be done to the folder that a member keeps its data in; it must not run, but for {@code COPY} and {@code MEASURE}.
 *
 * @param seed which bit is hit, where there is a choice, and which copy is meant
 */
public record DataChange(Kind kind, long seed) {
    /** The log is the youngest file whose name begins with {@code log}; its end is behind its last byte that is not zero. */
    public enum Kind {
        /** Deletes every file. */
        WIPE,
        /** Flips a bit among the last bytes of the log. */
        FLIP_END,
        /** Flips a bit in the middle of the log. */
        FLIP_MIDDLE,
        /** Cuts the last tenth off the log. */
        TRUNCATE,
        /** Puts back the log as it was before it was flipped or cut. */
        RESTORE,
        /** Takes the right to write away, from whoever is not root. */
        LOCK,
        /** Gives it back. */
        UNLOCK,
        /** Takes a copy of all that is in it. */
        COPY,
        /** Puts the copy in the place of the data, and the data in the place of the copy. */
        EXCHANGE,
        /** Changes nothing; answers with the length of the log up to its end, in bytes. */
        MEASURE
    }
}
