package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Any model: each step is asked for once and remembered, until states that are no longer in use are forgotten. */
final class MemoTransitions<S> implements Transitions<S> {
    private static final int FEW = 4096;
    private static final long FREE = -1;

    private final Model<S> model;
    private final List<Action> actions;
    private final Budget budget;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final List<int[]> several = new ArrayList<>();
    private long[] asked = new long[64];
    private int[] answers = new int[64];
    private int known;
    private int limit = FEW;
    private long weight;

    MemoTransitions(Model<S> model, List<Action> actions, Budget budget) {
        this.model = model;
        this.actions = actions;
        this.budget = budget;
        Arrays.fill(asked, FREE);
    }

    @Override
    public int number(S state) {
        Integer number = numbers.putIfAbsent(state, states.size());
        if (number != null) {
            return number;
        }
        states.add(state);
        long bytes = model.weight(state) + 64;
        weight += bytes;
        budget.reserve(bytes);
        return states.size() - 1;
    }

    @Override
    public int next(int state, int action) {
        long question = (long) state << 32 | action;
        int at = find(question);
        if (asked[at] == question) {
            return answers[at];
        }
        int answer = ask(state, action);
        if (++known * 2 > asked.length) {
            growMemo();
            at = find(question);
        }
        asked[at] = question;
        answers[at] = answer;
        return answer;
    }

    private int ask(int state, int action) {
        Step<S> step = model.step(states.get(state), actions.get(action));
        if (!(step instanceof Step.Next<S> next)) {
            return INCONSISTENT;
        }
        if (next.states().size() == 1) {
            return number(next.states().get(0));
        }
        several.add(next.states().stream().mapToInt(this::number).toArray());
        return -1 - several.size();
    }

    @Override
    public int[] several(int result) {
        return several.get(-2 - result);
    }

    private int find(long question) {
        int mask = asked.length - 1;
        long hash = question * 0x9E3779B97F4A7C15L;
        int at = (int) (hash ^ hash >>> 32) & mask;
        while (asked[at] != FREE && asked[at] != question) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void growMemo() {
        budget.reserve(12L * asked.length);
        long[] oldAsked = asked;
        int[] oldAnswers = answers;
        asked = new long[oldAsked.length * 2];
        answers = new int[oldAsked.length * 2];
        Arrays.fill(asked, FREE);
        for (int old = 0; old < oldAsked.length; old++) {
            if (oldAsked[old] != FREE) {
                int at = find(oldAsked[old]);
                asked[at] = oldAsked[old];
                answers[at] = oldAnswers[old];
            }
        }
    }

    @Override
    public S state(int number) {
        return states.get(number);
    }

    @Override
    public boolean isFull() {
        return states.size() > limit;
    }

    @Override
    public int[] retain(int[] kept) {
        List<S> old = List.copyOf(states);
        states.clear();
        numbers.clear();
        several.clear();
        budget.release(weight);
        weight = 0;
        Arrays.fill(asked, FREE);
        known = 0;
        int[] renumbered =
                Arrays.stream(kept).map(state -> number(old.get(state))).toArray();
        limit = Math.max(FEW, 4 * states.size());
        return renumbered;
    }
}
