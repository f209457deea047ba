package io.schism.histories.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The indeterminate operations that were invoked so far, by kind, and which kinds a configuration has to count.
 *
 * <p>In a single cell two sorts of kinds are not counted. A kind is useless when it leaves a value that nothing ever
 * needs. A kind is endless when as many of it are there from the start as there are calls that need a value: each of
 * them uses a kind once at most.
 */
final class Supply {
    private static final int UNCOUNTED = -1;

    private final Problem problem;
    private final int[] lane;
    private final int[] available;
    private final boolean[] useless;
    private final int[] useful;
    private final int[] coveredBy;
    private int lanes;

    /** @param ends whether no calls come after those of the problem: else what is of no use yet may be later */
    Supply(Problem problem, @Nullable CellTransitions<?> cell, boolean ends) {
        this.problem = problem;
        this.lane = new int[problem.kinds()];
        this.available = new int[problem.kinds()];
        this.useless = new boolean[problem.kinds()];
        boolean[] endless = new boolean[problem.kinds()];
        if (ends && cell != null && problem.kinds() > 0) {
            findEndless(cell, endless);
            findUseless(cell, endless);
        }
        for (int kind = 0; kind < lane.length; kind++) {
            lane[kind] = useless[kind] || endless[kind] ? UNCOUNTED : lanes++;
        }
        coveredBy = coveredBy(cell);
        useful = findUseful();
    }

    private int[] findUseful() {
        int[] kinds = new int[useless.length];
        int count = 0;
        for (int kind = 0; kind < useless.length; kind++) {
            if (!useless[kind]) {
                kinds[count++] = kind;
            }
        }
        return Arrays.copyOf(kinds, count);
    }

    private void findEndless(CellTransitions<?> cell, boolean[] endless) {
        int[] fromStart = new int[endless.length];
        int needing = 0;
        for (int event : problem.events()) {
            int call = event >> 1;
            int kind = problem.kind(call);
            if (kind == Problem.NONE) {
                needing += Timeline.isReturn(event) && cell.needs(problem.action(call)) != CellTransitions.ANYTHING
                        ? 1
                        : 0;
            } else if (problem.entry(call).invoked() == Entry.START) {
                fromStart[kind]++;
            }
        }
        for (int kind = 0; kind < endless.length; kind++) {
            endless[kind] = fromStart[kind] >= needing;
        }
    }

    private void findUseless(CellTransitions<?> cell, boolean[] endless) {
        List<List<Integer>> into = new ArrayList<>();
        for (int state = 0; state < cell.states(); state++) {
            into.add(new ArrayList<>());
        }
        for (int kind = 0; kind < useless.length; kind++) {
            useless[kind] = true;
            into.get(cell.leaves(problem.kindAction(kind))).add(kind);
        }
        BitSet needed = new BitSet();
        List<Integer> open = new ArrayList<>();
        for (int event : problem.events()) {
            int call = event >> 1;
            if (problem.kind(call) == Problem.NONE) {
                need(cell.needs(problem.action(call)), needed, open);
            }
        }
        while (!open.isEmpty()) {
            List<Integer> sources = into.get(open.remove(open.size() - 1));
            List<Integer> endlessWrites = sources.stream()
                    .filter(kind -> endless[kind] && cell.needs(problem.kindAction(kind)) == CellTransitions.ANYTHING)
                    .toList();
            // Where a value can always be written, no other way to it is of any use.
            for (int kind : endlessWrites.isEmpty() ? sources : endlessWrites) {
                useless[kind] = false;
                need(cell.needs(problem.kindAction(kind)), needed, open);
            }
        }
    }

    private static void need(int state, BitSet needed, List<Integer> open) {
        if (state != CellTransitions.ANYTHING && !needed.get(state)) {
            needed.set(state);
            open.add(state);
        }
    }

    /** For each lane, that of the write which leaves the value of its cas; none for other kinds. */
    private int[] coveredBy(@Nullable CellTransitions<?> cell) {
        int[] covers = new int[lanes];
        Arrays.fill(covers, Problem.NONE);
        if (cell == null) {
            return covers;
        }
        int[] writes = new int[cell.states()];
        Arrays.fill(writes, Problem.NONE);
        for (int kind = 0; kind < lane.length; kind++) {
            int action = problem.kindAction(kind);
            if (lane[kind] != UNCOUNTED && cell.needs(action) == CellTransitions.ANYTHING) {
                writes[cell.leaves(action)] = lane[kind];
            }
        }
        for (int kind = 0; kind < lane.length; kind++) {
            int action = problem.kindAction(kind);
            if (lane[kind] != UNCOUNTED && cell.needs(action) != CellTransitions.ANYTHING) {
                covers[lane[kind]] = writes[cell.leaves(action)];
            }
        }
        return covers;
    }

    /** For each kind that is counted, the one that serves wherever it does. */
    int[] coveredBy() {
        return coveredBy;
    }

    /** The kinds that may be of use. */
    int[] useful() {
        return useful;
    }

    void arrived(int kind, int count) {
        available[kind] += count;
    }

    int available(int kind) {
        return available[kind];
    }

    boolean has(Layout layout, long[] row, int kind) {
        return lane[kind] == UNCOUNTED ? available[kind] > 0 : layout.used(row, lane[kind]) < available[kind];
    }

    void use(Layout layout, long[] row, int kind) {
        use(layout, row, kind, 1);
    }

    void use(Layout layout, long[] row, int kind, int count) {
        if (lane[kind] != UNCOUNTED) {
            layout.use(row, lane[kind], count);
        }
    }

    /** How many the row used; only of a kind that is counted. */
    int used(Layout layout, long[] row, int kind) {
        return layout.used(row, lane[kind]);
    }
}
