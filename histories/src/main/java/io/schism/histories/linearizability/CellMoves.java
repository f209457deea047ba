package io.schism.histories.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * A single cell: a write forgets what was before it, so that a pending write may also have taken effect unseen,
 * immediately before another one, or where the cell held its value already. It is free then: it need not be linearized
 * any more, and still may be. So a write is linearized only where it has to be, or where a pending call, or an
 * indeterminate operation, needs the value that it leaves.
 */
final class CellMoves extends Moves {
    private final CellTransitions<?> cell;
    private final @Nullable Chains chains;
    private final long[] writes;
    /** For each state, the slots of calls that change nothing in it. */
    private final long[][] idle;

    /** For each state, the slots of calls that need it and leave another one. */
    private final long[][] leaving;

    CellMoves(Problem problem, CellTransitions<?> cell, Supply supply, Layout layout, Scope scope, Budget budget) {
        super(problem, supply, layout, scope, budget);
        this.cell = cell;
        this.chains = supply.useful().length == 0 ? null : new Chains(cell, problem, supply, layout, budget.clock());
        this.writes = new long[layout.slotWords()];
        this.idle = new long[cell.states()][];
        this.leaving = new long[cell.states()][];
    }

    @Override
    void invoke(int call) {
        super.invoke(call);
        int slot = problem.slot(call);
        int needs = cell.needs(actionAt[slot]);
        int leaves = cell.leaves(actionAt[slot]);
        if (needs == CellTransitions.ANYTHING) {
            set(writes, slot);
        }
        if (needs == CellTransitions.ANYTHING || needs == leaves) {
            set(slots(idle, leaves), slot);
        } else {
            set(slots(leaving, needs), slot);
            set(keyed, slot);
        }
    }

    private long[] slots(long[][] of, int state) {
        if (of[state] == null) {
            of[state] = new long[layout.slotWords()];
        }
        return of[state];
    }

    @Override
    void leave(int slot) {
        super.leave(slot);
        clear(writes, slot);
        clear(slots(idle, cell.leaves(actionAt[slot])), slot);
        if (cell.needs(actionAt[slot]) != CellTransitions.ANYTHING) {
            clear(slots(leaving, cell.needs(actionAt[slot])), slot);
        }
    }

    @Override
    void takeIdle() {
        long[] here = idle[(int) to[0]];
        if (here != null) {
            for (int word = 0; word < here.length; word++) {
                to[Layout.done(word)] |= here[word];
            }
        }
    }

    @Override
    void expand() {
        for (int word = 0; word < pending.length; word++) {
            long open = pending[word] & ~from[layout.spent(word)] & ~(reads[word] & from[Layout.done(word)]);
            for (long bits = open; bits != 0; bits &= bits - 1) {
                int slot = word * 64 + Long.numberOfTrailingZeros(bits);
                if (!isPreceded(slot)) {
                    linearize(slot);
                }
            }
        }
    }

    private void linearize(int slot) {
        int needs = cell.needs(actionAt[slot]);
        int leaves = cell.leaves(actionAt[slot]);
        if (needs == CellTransitions.ANYTHING) {
            if ((leaves != from[0] || isAnyWriteOpen()) && (slot == target || isWanted(leaves))) {
                copy();
                hideWrites();
                take(slot, leaves);
                settle();
            }
            return;
        }
        if (needs == from[0]) {
            copy();
            take(slot, leaves);
            settle();
        }
        if (chains != null && (needs != from[0] || isAnyWriteOpen())) {
            chains.each(from, needs, isAnyWriteOpen(), (kinds, length) -> useChain(kinds, length, slot));
        }
    }

    /** Whether something that is pending or indeterminate needs that state. */
    private boolean isWanted(int state) {
        long[] here = idle[state];
        long[] onward = leaving[state];
        for (int word = 0; word < pending.length; word++) {
            if (here != null && (here[word] & ~writes[word] & ~from[Layout.done(word)]) != 0) {
                return true;
            }
            if (onward != null && (onward[word] & ~from[layout.spent(word)]) != 0) {
                return true;
            }
        }
        return chains != null && chains.goOn(from, state);
    }

    /** Whether some pending write still has to be linearized. */
    private boolean isAnyWriteOpen() {
        for (int word = 0; word < writes.length; word++) {
            if ((writes[word] & ~from[Layout.done(word)]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The row {@code to} is about to be overwritten: every pending write may have taken effect just before. */
    private void hideWrites() {
        for (int word = 0; word < writes.length; word++) {
            to[Layout.done(word)] |= writes[word];
        }
    }

    /** One step: the chain, what its values satisfy on the way, and then the call that needed it. */
    private void useChain(int[] kinds, int length, int slot) {
        copy();
        for (int link = length - 1; link >= 0; link--) {
            int action = problem.kindAction(kinds[link]);
            if (cell.needs(action) == CellTransitions.ANYTHING) {
                hideWrites();
            }
            to[0] = cell.leaves(action);
            use(kinds[link]);
            takeIdle();
        }
        if (!has(reads, slot)) {
            take(slot, cell.leaves(actionAt[slot]));
        }
        settle();
    }
}
