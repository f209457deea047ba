package io.schism.histories.linearizability;

import io.schism.histories.model.SingleCell;
import io.schism.histories.verdict.Validity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@link Search} of a single cell where every call has its answer and few are pending at once: the same rules
 * ({@link CellMoves}) in one exact pass over a few longs, without its tables. Most histories are of that sort, and it is
 * lean enough for a process that has just begun. Where more calls are pending, or more configurations are to be kept than
 * one looks through quickly, it gives no answer.
 */
final class CellSearch<S> {
    static final String NAME = "cell-search";

    private static final int STATES_SHOWN = 3;

    private final Entries entries;
    private final Timeline timeline;
    private final CellTransitions<S> cell;
    private final Budget.Share share;
    private final int[] action;

    /** Of each action. */
    private final int[] needs;

    private final int[] leaves;
    private final boolean[] pure;

    /** Of each call the slot that it holds while it is pending. */
    private final byte[] slot;

    /** Slots that no call holds, from that place on. */
    private final byte[] free = new byte[Long.SIZE];

    private int taken;

    /** Of each slot what its call does, the state that it leaves, and where it returns. */
    private final int[] actionAt = new int[Long.SIZE];

    private final int[] leavesAt = new int[Long.SIZE];
    private final int[] returnAt = new int[Long.SIZE];

    /** For each action the slots of pending calls that do it. */
    private final long[] equal;

    /** For each state the slots of calls that change nothing in it. */
    private final long[] idle;

    /** For each state the slots of calls that need it and leave another one. */
    private final long[] leaving;

    private long writes;
    private long reads;
    private CellRows frontier = new CellRows();
    private CellRows next = new CellRows();
    private final CellRows work = new CellRows();
    private long target;

    private CellSearch(SingleCell<S> model, S initial, Entries entries, Timeline timeline, Budget.Share share) {
        share.reserve(entries.size());
        Actions numbered = new Actions(entries, share);
        this.entries = entries;
        this.timeline = timeline;
        this.share = share;
        this.cell = new CellTransitions<>(model, numbered.distinct(), share);
        this.action = numbered.numbers();
        this.needs = cell.needs();
        this.leaves = cell.leaves();
        for (int number = 0; number < free.length; number++) {
            free[number] = (byte) number;
        }
        this.pure = new boolean[numbered.distinct().size()];
        for (int number = 0; number < pure.length; number++) {
            pure[number] = model.isPureRead(numbered.distinct().get(number));
        }
        this.slot = new byte[entries.size()];
        this.equal = new long[pure.length];
        frontier.add(cell.number(initial), 0, 0);
        this.idle = new long[cell.states()];
        this.leaving = new long[cell.states()];
    }

    /** What it says; empty where these calls are not for it. */
    static <S> Optional<Outcome<S>> decide(SingleCell<S> model, S initial, Entries entries, Budget budget) {
        try (Budget.Share share = budget.share()) {
            Timeline timeline = Timeline.of(entries, share);
            return timeline.size() < 2 * entries.size()
                    ? Optional.empty()
                    : new CellSearch<>(model, initial, entries, timeline, share).run();
        } catch (Exhausted limit) {
            return Optional.of(Outcome.stopped(NAME, limit));
        }
    }

    private Optional<Outcome<S>> run() {
        int[] events = timeline.events();
        int event = 0;
        try {
            for (; event < events.length; event++) {
                int call = events[event] >> 1;
                if (!Timeline.isReturn(events[event])) {
                    if (taken == free.length) {
                        return Optional.empty();
                    }
                    invoke(call);
                } else {
                    if (!complete(slot[call])) {
                        return Optional.empty();
                    }
                    if (next.size == 0) {
                        return Optional.of(impossible(call));
                    }
                    leave(call);
                }
            }
            return Optional.of(Outcome.valid(NAME));
        } catch (Exhausted limit) {
            return Optional.of(Outcome.stopped(NAME, limit, entries.get(events[event] >> 1), event, events.length));
        }
    }

    private void invoke(int call) {
        byte at = free[taken++];
        long bit = 1L << at;
        int does = action[call];
        int needed = needs[does];
        int left = leaves[does];
        slot[call] = at;
        actionAt[at] = does;
        leavesAt[at] = left;
        returnAt[at] = entries.returned(call);
        equal[does] |= bit;
        if (pure[does]) {
            reads |= bit;
        }
        if (needed == CellTransitions.ANYTHING) {
            writes |= bit;
            idle[left] |= bit;
        } else if (needed == left) {
            idle[left] |= bit;
        } else {
            leaving[needed] |= bit;
        }
    }

    private void leave(int call) {
        long others = ~target;
        int does = action[call];
        free[--taken] = slot[call];
        writes &= others;
        reads &= others;
        equal[does] &= others;
        idle[leaves[does]] &= others;
        if (needs[does] != CellTransitions.ANYTHING) {
            leaving[needs[does]] &= others;
        }
        CellRows free = frontier;
        frontier = next;
        next = free;
    }

    /** Finds what is left of the frontier when the call at that slot completes; false where that is too much. */
    private boolean complete(int slot) {
        target = 1L << slot;
        next.size = 0;
        work.size = 0;
        for (int row = 0; row < frontier.size; row++) {
            if (frontier.states[row] != CellRows.BEATEN) {
                settle(frontier.states[row], frontier.done[row], frontier.spent[row]);
            }
        }
        share.tick();
        for (int row = 0; row < work.size; row++) {
            if (work.size > CellRows.MANY || next.size > CellRows.MANY) {
                return false;
            }
            if (work.states[row] != CellRows.BEATEN) {
                share.tick();
                expand(work.states[row], work.done[row], work.spent[row]);
            }
        }
        return next.size <= CellRows.MANY;
    }

    /** Takes what fits for nothing, and puts the configuration where it belongs. */
    private void settle(int state, long before, long spent) {
        long done = before | idle[state];
        if ((done & target) == 0 || ((spent | reads) & target) == 0) {
            work.add(state, done, spent);
        }
        if ((done & target) != 0) {
            next.add(state, done & ~target, spent & ~target);
        }
    }

    /** Tries every next step. */
    private void expand(int state, long done, long spent) {
        long fits = leaving[state] | writes | idle[state] & ~reads;
        for (long open = fits & ~spent; open != 0; open &= open - 1) {
            int slot = Long.numberOfTrailingZeros(open);
            long others = equal[actionAt[slot]] & ~spent;
            if ((others & others - 1) == 0 || !isPreceded(slot, others)) {
                linearize(slot, state, done, spent);
            }
        }
    }

    /** Whether one of these equal calls returns earlier. */
    private boolean isPreceded(int slot, long equals) {
        for (long others = equals; others != 0; others &= others - 1) {
            if (returnAt[Long.numberOfTrailingZeros(others)] < returnAt[slot]) {
                return true;
            }
        }
        return false;
    }

    private void linearize(int slot, int state, long done, long spent) {
        long bit = 1L << slot;
        int leaves = leavesAt[slot];
        if ((writes & bit) == 0) {
            settle(leaves, done | bit, spent | bit);
        } else if ((leaves != state || (writes & ~done) != 0) && (bit == target || isWanted(leaves, done, spent))) {
            // The value held so far is about to be overwritten: every pending write may have taken effect just before.
            settle(leaves, done | writes, spent | bit);
        }
    }

    /** Whether something that is pending needs that state. */
    private boolean isWanted(int state, long done, long spent) {
        return (idle[state] & ~writes & ~done | leaving[state] & ~spent) != 0;
    }

    private Outcome<S> impossible(int call) {
        Set<S> states = new LinkedHashSet<>();
        for (int row = 0; row < frontier.size && states.size() < STATES_SHOWN; row++) {
            if (frontier.states[row] != CellRows.BEATEN) {
                states.add(cell.state(frontier.states[row]));
            }
        }
        return new Outcome<>(
                Validity.INVALID,
                NAME,
                Optional.of(entries.get(call)),
                List.copyOf(states),
                "no order of the calls pending then makes it fit");
    }
}
