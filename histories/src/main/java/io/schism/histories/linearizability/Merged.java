package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Merging;
import io.schism.histories.model.Model;
import io.schism.histories.model.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A model with the states merged that certain actions cannot tell apart: of the same histories of these it says the same. */
final class Merged<S> extends Derived<S, S> {
    private final UnaryOperator<S> merging;

    private Merged(Model<S> model, UnaryOperator<S> merging) {
        super(model);
        this.merging = merging;
    }

    /** For histories of no other actions than those. */
    static <S> Merged<S> of(Merging<S> model, Entries entries) {
        List<Action> actions = new ArrayList<>();
        for (int call = 0; call < entries.size(); call++) {
            actions.add(entries.action(call));
        }
        return new Merged<>(model, model.merging(actions));
    }

    /** The state that stands for that one. */
    @Override
    S seen(S state) {
        return merging.apply(state);
    }

    @Override
    public Step<S> step(S state, Action action) {
        return model.step(state, action) instanceof Step.Next<S> next
                ? Step.toAnyOf(merged(next.states()))
                : Step.inconsistent("it does not fit");
    }

    private Set<S> merged(Collection<S> states) {
        Set<S> merged = new LinkedHashSet<>();
        states.forEach(state -> merged.add(merging.apply(state)));
        return merged;
    }

    @Override
    public boolean isPureRead(Action action) {
        return model.isPureRead(action);
    }

    @Override
    public long weight(S state) {
        return model.weight(state);
    }
}
