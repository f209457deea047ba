package io.schism.histories.linearizability;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Ways through indeterminate operations of a single cell, from the value that it holds to a value that is needed: a
 * chain of them that starts with a write, or with a cas from the value held.
 *
 * <p>Only chains without a short cut are given. Where a chain passes from one value to a later one in several steps,
 * and one operation that does it at once is at hand, the configuration that takes the short cut keeps the several steps
 * for later, and they serve wherever the one operation would have: so it can do whatever the other can. The same holds
 * for a cas from the value held instead of a write, which serves everywhere, unless some pending write would be hidden
 * by the write. The other way round it does not hold: a longer chain of cas that spares a write is of use, so the
 * shortest chain alone would be unsound.
 */
final class Chains {
    /** Takes one chain: its kinds, last one first. */
    interface Use {
        void chain(int[] kinds, int length);
    }

    private static final int[] NO_KINDS = {};

    private final CellTransitions<?> cell;
    private final Problem problem;
    private final Supply supply;
    private final Layout layout;
    private final Budget.Clock clock;
    private final int[][] into;
    private final int[][] out;
    private final boolean[] visited;
    private final int[] path;

    /** The values of the chain, the one needed first. */
    private final int[] values;

    private boolean hiding;

    Chains(CellTransitions<?> cell, Problem problem, Supply supply, Layout layout, Budget.Clock clock) {
        this.cell = cell;
        this.problem = problem;
        this.supply = supply;
        this.layout = layout;
        this.clock = clock;
        this.visited = new boolean[cell.states()];
        this.path = new int[supply.useful().length];
        this.values = new int[supply.useful().length + 1];
        IntPredicate casOnly = kind -> needs(kind) != CellTransitions.ANYTHING;
        this.into = by(this::leaves, kind -> true);
        this.out = by(this::needs, casOnly);
    }

    /** The useful kinds that the filter lets pass, by state. */
    private int[][] by(IntUnaryOperator state, IntPredicate filter) {
        int[][] kinds = new int[cell.states()][];
        Arrays.fill(kinds, NO_KINDS);
        for (int kind : supply.useful()) {
            if (filter.test(kind)) {
                int at = state.applyAsInt(kind);
                kinds[at] = Arrays.copyOf(kinds[at], kinds[at].length + 1);
                kinds[at][kinds[at].length - 1] = kind;
            }
        }
        return kinds;
    }

    /** Whether an operation at hand goes on from that state. */
    boolean goOn(long[] row, int state) {
        for (int kind : out[state]) {
            if (supply.has(layout, row, kind)) {
                return true;
            }
        }
        return false;
    }

    private int leaves(int kind) {
        return cell.leaves(problem.kindAction(kind));
    }

    /**
     * Every chain without a short cut from the row's state to the one needed that the row can still afford.
     *
     * @param hiding whether the row has writes pending that another write would hide
     */
    void each(long[] row, int needed, boolean hiding, Use use) {
        this.hiding = hiding;
        if (into[needed].length > 0) {
            values[0] = needed;
            visited[needed] = true;
            extend(row, 0, use);
            visited[needed] = false;
        }
    }

    /** Goes back one step from the value at that place, for every operation that leaves it. */
    private void extend(long[] row, int length, Use use) {
        clock.tick();
        for (int kind : into[values[length]]) {
            if (!supply.has(layout, row, kind)) {
                continue;
            }
            path[length] = kind;
            int before = needs(kind);
            if (before == CellTransitions.ANYTHING) {
                if (!hasAny(row, CellTransitions.ANYTHING, length)
                        && (hiding || !hasAny(row, (int) row[0], length + 1))) {
                    use.chain(path, length + 1);
                }
            } else if (!hasAny(row, before, length)) {
                if (before == row[0] && before != values[0]) {
                    use.chain(path, length + 1);
                }
                if ((before != row[0] || hiding) && !visited[before]) {
                    values[length + 1] = before;
                    visited[before] = true;
                    extend(row, length + 1, use);
                    visited[before] = false;
                }
            }
        }
    }

    /** Whether an operation at hand goes from there to one of the last values of the chain, at once. */
    private boolean hasAny(long[] row, int before, int places) {
        for (int place = 0; place < places; place++) {
            for (int kind : into[values[place]]) {
                if (needs(kind) == before && supply.has(layout, row, kind)) {
                    return true;
                }
            }
        }
        return false;
    }

    private int needs(int kind) {
        return cell.needs(problem.kindAction(kind));
    }
}
