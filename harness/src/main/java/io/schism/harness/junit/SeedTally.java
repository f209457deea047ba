package io.schism.harness.junit;

/** Whether a policy over seeds can still be met. Thread-safe: seeds may run in parallel. */
final class SeedTally {
    private final int seeds;
    private final Seeds.Policy policy;
    private int notPassed;

    SeedTally(int seeds, Seeds.Policy policy) {
        this.seeds = seeds;
        this.policy = policy;
    }

    /** One more seed did not pass: whether the policy can still be met. */
    synchronized boolean forgives() {
        notPassed++;
        return seeds - notPassed >= needed();
    }

    /** One more seed could not be decided, and the user lets it pass by: all of those decided is all. */
    synchronized boolean forgivesUndecided() {
        return policy == Seeds.Policy.ALL || forgives();
    }

    private int needed() {
        return switch (policy) {
            case ALL -> seeds;
            case MOST -> seeds / 2 + 1;
            case ANY -> 1;
        };
    }

    /** {@code MOST of 5 seeds must pass, and 3 did not}. */
    @Override
    public synchronized String toString() {
        return policy + " of " + seeds + (seeds == 1 ? " seed" : " seeds") + " must pass, and " + notPassed
                + " did not";
    }
}
