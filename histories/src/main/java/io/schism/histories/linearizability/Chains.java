package io.schism.histories.linearizability;

/**
 * Ways through indeterminate operations of a single cell, from the value that it holds to a value that is needed: a
 * chain of them that starts with a write, or with a cas from the value held. No value comes twice, so that no chain
 * holds a superfluous operation that another order of the same ones would show.
 */
final class Chains {
    /** Takes one chain: its kinds, last one first. */
    interface Use {
        void chain(int[] kinds, int length);
    }

    private final CellTransitions<?> cell;
    private final Problem problem;
    private final Supply supply;
    private final Layout layout;
    private final Budget.Clock clock;
    private final int[][] into;
    private final boolean[] visited;
    private final int[] path;

    Chains(CellTransitions<?> cell, Problem problem, Supply supply, Layout layout, Budget.Clock clock) {
        this.cell = cell;
        this.problem = problem;
        this.supply = supply;
        this.layout = layout;
        this.clock = clock;
        this.into = new int[cell.states()][];
        this.visited = new boolean[cell.states()];
        this.path = new int[supply.useful().length];
        int[] counts = new int[cell.states()];
        for (int kind : supply.useful()) {
            counts[leaves(kind)]++;
        }
        for (int state = 0; state < into.length; state++) {
            into[state] = new int[counts[state]];
        }
        for (int kind : supply.useful()) {
            into[leaves(kind)][--counts[leaves(kind)]] = kind;
        }
    }

    private int leaves(int kind) {
        return cell.leaves(problem.kindAction(kind));
    }

    /** Every chain from the row's state to the one needed that the row can still afford. */
    void each(long[] row, int needed, Use use) {
        if (into[needed].length > 0) {
            visited[needed] = true;
            extend(row, needed, 0, use);
            visited[needed] = false;
        }
    }

    private void extend(long[] row, int state, int length, Use use) {
        clock.tick();
        for (int kind : into[state]) {
            if (!supply.has(layout, row, kind)) {
                continue;
            }
            path[length] = kind;
            int before = cell.needs(problem.kindAction(kind));
            if (before == CellTransitions.ANYTHING || before == row[0]) {
                use.chain(path, length + 1);
            } else if (!visited[before]) {
                visited[before] = true;
                extend(row, before, length + 1, use);
                visited[before] = false;
            }
        }
    }
}
