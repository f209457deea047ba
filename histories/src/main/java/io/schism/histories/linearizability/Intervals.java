package io.schism.histories.linearizability;

/**
 * The zones of chains, as Gibbons and Korach name them: forward from the earliest return to the latest invocation, where
 * the chain must lie; or, where all of it can happen at once, backward from the latest invocation to the earliest return,
 * somewhere within which it may lie. An interval is one long, its start above its end.
 */
final class Intervals implements AutoCloseable {
    private final Budget budget;
    private final long[] intervals;

    /** The forward ones stand before this place. */
    private int forward;

    /** The backward ones stand from this place on. */
    private int backward;

    Intervals(int chains, Budget budget) {
        budget.reserve((long) Long.BYTES * chains);
        this.budget = budget;
        this.intervals = new long[chains];
        this.backward = chains;
    }

    void add(int earliestReturn, int latestInvocation) {
        if (earliestReturn < latestInvocation) {
            intervals[forward++] = interval(earliestReturn, latestInvocation);
        } else {
            intervals[--backward] = interval(latestInvocation, earliestReturn);
        }
    }

    private static long interval(int start, int end) {
        return (long) start << Integer.SIZE | Integer.toUnsignedLong(end);
    }

    private int start(int place) {
        return (int) (intervals[place] >> Integer.SIZE);
    }

    private int end(int place) {
        return (int) intervals[place];
    }

    /** No two forward zones overlap, and no backward zone lies within a forward one. */
    boolean fit(Budget.Share share) {
        share.pass("it compared the times of " + intervals.length + " values", 0);
        LongSort.sort(intervals, 0, forward, share);
        for (int later = 1; later < forward; later++) {
            share.tick();
            if (end(later - 1) > start(later)) {
                return false;
            }
        }
        LongSort.sort(intervals, backward, intervals.length, share);
        int around = -1;
        for (int zone = backward; zone < intervals.length; zone++) {
            share.tick();
            while (around + 1 < forward && start(around + 1) < start(zone)) {
                around++;
            }
            if (around >= 0 && end(around) > end(zone)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        budget.release((long) Long.BYTES * intervals.length);
    }
}
