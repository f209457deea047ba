package io.schism.histories.linearizability;

/** Any model: every order of pending calls is tried, indeterminate operations among them. Only pure reads are idle. */
final class ModelMoves extends Moves {
    private final Transitions<?> transitions;

    ModelMoves(Problem problem, Transitions<?> transitions, Supply supply, Layout layout, Scope scope, Budget budget) {
        super(problem, supply, layout, scope, budget);
        this.transitions = transitions;
    }

    @Override
    void invoke(int call) {
        super.invoke(call);
        set(keyed, problem.slot(call));
    }

    @Override
    void takeIdle() {
        for (int word = 0; word < reads.length; word++) {
            for (long bits = reads[word] & ~to[Layout.done(word)]; bits != 0; bits &= bits - 1) {
                int slot = word * 64 + Long.numberOfTrailingZeros(bits);
                if (transitions.next((int) to[0], actionAt[slot]) >= 0) {
                    to[Layout.done(word)] |= Layout.bit(slot);
                }
            }
        }
    }

    @Override
    void expand() {
        for (int word = 0; word < pending.length; word++) {
            long open = pending[word] & ~reads[word] & ~from[layout.spent(word)];
            for (long bits = open; bits != 0; bits &= bits - 1) {
                int slot = word * 64 + Long.numberOfTrailingZeros(bits);
                if (!isPreceded(slot)) {
                    linearize(slot);
                }
            }
        }
        for (int kind : supply.useful()) {
            if (supply.has(layout, from, kind)) {
                useIndeterminate(kind);
            }
        }
    }

    private void linearize(int slot) {
        int result = transitions.next((int) from[0], actionAt[slot]);
        if (result >= 0) {
            reach(result, slot);
        } else if (result < Transitions.INCONSISTENT) {
            for (int state : transitions.several(result)) {
                reach(state, slot);
            }
        }
    }

    private void reach(int state, int slot) {
        copy();
        take(slot, state);
        settle();
    }

    private void useIndeterminate(int kind) {
        int result = transitions.next((int) from[0], problem.kindAction(kind));
        if (result >= 0) {
            reachIndeterminate(result, kind);
        } else if (result < Transitions.INCONSISTENT) {
            for (int state : transitions.several(result)) {
                reachIndeterminate(state, kind);
            }
        }
    }

    private void reachIndeterminate(int state, int kind) {
        if (state != from[0]) {
            copy();
            to[0] = state;
            use(kind);
            settle();
        }
    }
}
