package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.Step;
import java.util.Optional;

/** A model without its traits: no fast path takes it, and the search prunes nothing that a trait would have to allow. */
class Plain<S> implements Model<S> {
    final Model<S> model;

    Plain(Model<S> model) {
        this.model = model;
    }

    static <S> Model<S> of(Model<S> model) {
        return new Plain<>(model);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String description() {
        return model.description();
    }

    @Override
    public S initial(Optional<Object> value) {
        return model.initial(value);
    }

    @Override
    public Step<S> step(S state, Action action) {
        return model.step(state, action);
    }

    @Override
    public Optional<String> precheck(Action action) {
        return model.precheck(action);
    }

    @Override
    public Object input(long process, Object value) {
        return model.input(process, value);
    }

    @Override
    public long weight(S state) {
        return model.weight(state);
    }
}
