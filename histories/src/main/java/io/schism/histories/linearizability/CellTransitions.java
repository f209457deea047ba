package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.SingleCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A single cell: what each action needs and what it leaves is all there is to know. */
final class CellTransitions<S> implements Transitions<S> {
    /** What an action needs that fits in every state. */
    static final int ANYTHING = -1;

    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final int[] needs;
    private final int[] leaves;

    CellTransitions(SingleCell<S> cell, List<Action> actions, Budget.Clock clock) {
        needs = new int[actions.size()];
        leaves = new int[actions.size()];
        for (int action = 0; action < needs.length; action++) {
            clock.tick();
            Optional<S> needed = cell.needs(actions.get(action));
            needs[action] = needed.isEmpty() ? ANYTHING : number(needed.get());
            leaves[action] = number(cell.leaves(actions.get(action)));
        }
    }

    @Override
    public int number(S state) {
        Integer number = numbers.putIfAbsent(state, states.size());
        if (number != null) {
            return number;
        }
        states.add(state);
        return states.size() - 1;
    }

    /** {@link #needs(int)} by action. */
    int[] needs() {
        return needs;
    }

    /** {@link #leaves(int)} by action. */
    int[] leaves() {
        return leaves;
    }

    int needs(int action) {
        return needs[action];
    }

    int leaves(int action) {
        return leaves[action];
    }

    int states() {
        return states.size();
    }

    @Override
    public int next(int state, int action) {
        return needs[action] == ANYTHING || needs[action] == state ? leaves[action] : INCONSISTENT;
    }

    @Override
    public int[] several(int result) {
        throw new IllegalStateException("a cell has one next state");
    }

    @Override
    public S state(int number) {
        return states.get(number);
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public int[] retain(int[] kept) {
        return kept.clone();
    }
}
