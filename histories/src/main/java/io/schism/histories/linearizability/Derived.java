package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import java.util.Optional;

/**
 * The same object as another model's, its states seen differently.
 *
 * @param <S> the states of that model
 * @param <T> what is seen of them
 */
abstract class Derived<S, T> implements Model<T> {
    final Model<S> model;

    Derived(Model<S> model) {
        this.model = model;
    }

    /** What is seen of the state that a history begins in. */
    abstract T seen(S state);

    @Override
    public final T initial(Optional<Object> value) {
        return seen(model.initial(value));
    }

    @Override
    public final String name() {
        return model.name();
    }

    @Override
    public final String description() {
        return model.description();
    }

    @Override
    public final Optional<String> precheck(Action action) {
        return model.precheck(action);
    }
}
