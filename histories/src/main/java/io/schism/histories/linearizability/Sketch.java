package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.Step;
import io.schism.histories.verdict.Validity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides most histories of few calls that have to fit and many that are free: free ones may take effect at any time, or
 * never. An engine counts the free ones and tries their orders, of which m different ones have up to m!; what they lead
 * to, once states are {@link Merged}, are few states. So the model is seen as one whose state is the set of all states
 * that the object may be in, and the history is searched twice.
 *
 * <p>First with free actions that may take effect again and again: whatever can be linearized with each at most once can
 * be linearized so, and what cannot is impossible. Then each state keeps one way that led to it, on which no free action
 * took effect twice: what gets to the end is a linearization. Between the two it knows nothing.
 */
final class Sketch<S> extends Derived<S, Map<S, BitSet>> {
    private static final int MOST_STATES = 4096;
    private static final BitSet NONE = new BitSet();

    /** Equal ones stand together. */
    private final List<Action> free;

    private final boolean again;
    private final Budget.Clock clock;

    private Sketch(Model<S> model, List<Action> free, boolean again, Budget budget) {
        super(model);
        this.free = free;
        this.again = again;
        this.clock = budget.clock();
    }

    /**
     * The validity where it is sure, else unknown.
     *
     * @param kept the calls that have to fit, and no others that returned
     * @param free what other calls do, where and if at all left open
     */
    static <S> Validity decide(Model<S> model, S initial, Entries kept, List<Action> free, Budget budget) {
        Map<Action, Integer> counts = new LinkedHashMap<>();
        free.forEach(action -> counts.merge(action, 1, Integer::sum));
        Sketch<S> again = new Sketch<>(model, List.copyOf(counts.keySet()), true, budget);
        if (again.search(initial, kept, budget) == Validity.INVALID) {
            return Validity.INVALID;
        }
        List<Action> together = new ArrayList<>();
        counts.forEach((action, count) -> together.addAll(Collections.nCopies(count, action)));
        Sketch<S> once = new Sketch<>(model, together, false, budget);
        return once.search(initial, kept, budget) == Validity.VALID ? Validity.VALID : Validity.UNKNOWN;
    }

    private Validity search(S initial, Entries kept, Budget budget) {
        try {
            return Search.decide(this, seen(initial), kept, budget).validity();
        } catch (Exhausted limit) {
            return Validity.UNKNOWN;
        }
    }

    @Override
    Map<S, BitSet> seen(S state) {
        return from(Map.of(state, NONE));
    }

    /** All states that free actions lead to from those, nearest first, each with the free actions that took effect. */
    private Map<S, BitSet> from(Map<S, BitSet> states) {
        Map<S, BitSet> reached = new LinkedHashMap<>(states);
        Deque<S> open = new ArrayDeque<>(states.keySet());
        while (!open.isEmpty()) {
            S state = open.removeFirst();
            BitSet used = reached.getOrDefault(state, NONE);
            for (int action = used.nextClearBit(0); action < free.size(); action = used.nextClearBit(action + 1)) {
                if (!isAnotherLike(action, used)) {
                    for (S after : after(state, free.get(action))) {
                        if (reached.putIfAbsent(after, again ? NONE : with(used, action)) == null) {
                            open.addLast(after);
                        }
                    }
                }
            }
            if (reached.size() > MOST_STATES) {
                throw new Exhausted("free operations lead to too many states");
            }
        }
        return reached;
    }

    /** Of equal ones the first that is left goes first. */
    private boolean isAnotherLike(int action, BitSet used) {
        return action > 0 && !used.get(action - 1) && free.get(action).equals(free.get(action - 1));
    }

    private static BitSet with(BitSet used, int action) {
        BitSet more = (BitSet) used.clone();
        more.set(action);
        return more;
    }

    private Collection<S> after(S state, Action action) {
        clock.tick();
        return model.step(state, action) instanceof Step.Next<S> next ? next.states() : List.of();
    }

    @Override
    public Step<Map<S, BitSet>> step(Map<S, BitSet> states, Action action) {
        Map<S, BitSet> fitting = new LinkedHashMap<>();
        states.forEach((state, used) -> after(state, action).forEach(next -> fitting.putIfAbsent(next, used)));
        return fitting.isEmpty() ? Step.inconsistent("it fits in no state") : Step.to(from(fitting));
    }

    @Override
    public long weight(Map<S, BitSet> states) {
        long used = again ? 0 : 32 + free.size() / 8;
        return 64
                + states.keySet().stream()
                        .mapToLong(state -> model.weight(state) + used)
                        .sum();
    }
}
