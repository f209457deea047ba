package io.schism.histories.linearizability;

/**
 * How much of the truth one pass of the search looks at.
 *
 * <p>A narrow pass follows a few configurations only: what it finds is a linearization, what it does not find says
 * nothing. A relaxed pass lets every operation of a single cell be used again and again while it may take effect:
 * whatever is linearizable passes, so where nothing passes, nothing is linearizable. A pass that never had to drop a
 * configuration, and relaxes nothing, is exact.
 *
 * @param width how many configurations are kept after a completion, at most
 * @param relaxed whether operations may be used more than once
 */
record Scope(int width, boolean relaxed) {
    private static final int FIRST_WIDTH = 16;
    private static final int FACTOR = 8;

    static final Scope EXACT = new Scope(Integer.MAX_VALUE, false);
    static final Scope FIRST = new Scope(FIRST_WIDTH, false);
    static final Scope RELAXED = new Scope(Integer.MAX_VALUE, true);

    boolean isNarrow() {
        return width < Integer.MAX_VALUE;
    }

    Scope wider() {
        return width > Integer.MAX_VALUE / FACTOR ? EXACT : new Scope(width * FACTOR, relaxed);
    }
}
