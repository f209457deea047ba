package io.schism.histories.linearizability;

/**
 * The calls that are pending, and all ways to linearize some of them so that one that completes is done.
 *
 * <p>Of pending calls with equal actions the one that returns first is linearized first: what is left then is left for
 * longer.
 */
abstract class Moves {
    /** In a narrow pass: how many configurations are expanded for each that may be kept. */
    private static final int EXPANSIONS = 4;

    final Problem problem;
    final Supply supply;
    final Layout layout;
    final Scope scope;
    final int[] actionAt;
    final long[] pending;
    final long[] reads;
    /** For each slot, the slots of equal calls that return earlier. */
    final long[][] before;

    /** The slots whose spent bits tell configurations apart for good. */
    final long[] keyed;

    final long[] from;
    final long[] to;
    private final int[] returnAt;
    private final Budget.Clock clock;
    private final Configurations work;
    private Configurations next;
    int target;

    Moves(Problem problem, Supply supply, Layout layout, Scope scope, Budget budget) {
        this.problem = problem;
        this.supply = supply;
        this.layout = layout;
        this.scope = scope;
        this.clock = budget.clock();
        this.actionAt = new int[problem.slots()];
        this.returnAt = new int[problem.slots()];
        this.pending = new long[layout.slotWords()];
        this.reads = new long[layout.slotWords()];
        this.before = new long[problem.slots()][layout.slotWords()];
        this.keyed = new long[layout.slotWords()];
        this.from = new long[layout.stride()];
        this.to = new long[layout.stride()];
        this.work = new Configurations(layout, budget, keyed);
        this.next = work;
    }

    /** A call takes its slot. */
    void invoke(int call) {
        int slot = problem.slot(call);
        int word = Layout.word(slot);
        actionAt[slot] = problem.action(call);
        returnAt[slot] = problem.returned(call);
        before[slot] = new long[pending.length];
        for (int other = 0; other < actionAt.length; other++) {
            if (has(pending, other) && actionAt[other] == actionAt[slot]) {
                boolean earlier = returnAt[other] < returnAt[slot];
                set(before[earlier ? slot : other], earlier ? other : slot);
            }
        }
        pending[word] |= Layout.bit(slot);
        if (problem.isPure(actionAt[slot])) {
            reads[word] |= Layout.bit(slot);
        }
    }

    /** A call that completed gives its slot back. */
    void leave(int slot) {
        clear(pending, slot);
        clear(reads, slot);
        clear(keyed, slot);
        for (long[] equal : before) {
            clear(equal, slot);
        }
    }

    static boolean has(long[] bits, int slot) {
        return (bits[Layout.word(slot)] & Layout.bit(slot)) != 0;
    }

    static void set(long[] bits, int slot) {
        bits[Layout.word(slot)] |= Layout.bit(slot);
    }

    static void clear(long[] bits, int slot) {
        bits[Layout.word(slot)] &= ~Layout.bit(slot);
    }

    /**
     * Puts into {@code into} what is left of the frontier when the call at that slot completes.
     *
     * @return whether everything that the scope admits is there
     */
    boolean complete(Configurations frontier, int slot, Configurations into) {
        target = slot;
        next = into;
        next.clear();
        work.clear();
        for (int row = 0; row < frontier.size(); row++) {
            if (frontier.isLive(row)) {
                clock.tick();
                frontier.get(row, to);
                settle();
            }
        }
        for (int row = 0; row < work.size(); row++) {
            if (work.isLive(row)) {
                if (scope.isNarrow() && isEnough(row)) {
                    return false;
                }
                clock.tick();
                work.get(row, from);
                expand();
            }
        }
        return true;
    }

    private boolean isEnough(int expanded) {
        return next.live() > 2L * scope.width() || !next.isEmpty() && expanded > (long) EXPANSIONS * scope.width();
    }

    /** Takes what fits the row {@code to} for nothing, and puts the row where it belongs. */
    final void settle() {
        takeIdle();
        boolean spent = layout.isSpent(to, target);
        boolean done = layout.isDone(to, target);
        if (!done || !spent && !has(reads, target)) {
            work.add(to);
        }
        if (done) {
            layout.leave(to, target);
            next.add(to);
        }
    }

    /** Marks calls done in the row {@code to} that change nothing in its state. */
    abstract void takeIdle();

    /** Tries every next step from the row {@code from}. */
    abstract void expand();

    /** Linearizes the call at that slot in the row {@code to}. */
    final void take(int slot, int state) {
        to[0] = state;
        to[Layout.done(Layout.word(slot))] |= Layout.bit(slot);
        if (!scope.relaxed()) {
            to[layout.spent(Layout.word(slot))] |= Layout.bit(slot);
        }
    }

    /** Uses an indeterminate operation in the row {@code to}. */
    final void use(int kind) {
        if (!scope.relaxed()) {
            supply.use(layout, to, kind);
        }
    }

    final void copy() {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    /** Whether an equal call that returns earlier can still be linearized in the row {@code from}. */
    final boolean isPreceded(int slot) {
        for (int word = 0; word < pending.length; word++) {
            if (!scope.relaxed() && (before[slot][word] & ~from[layout.spent(word)]) != 0) {
                return true;
            }
        }
        return false;
    }

    void close() {
        work.close();
    }
}
