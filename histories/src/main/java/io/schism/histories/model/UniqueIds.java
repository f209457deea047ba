package io.schism.histories.model;

import java.util.Optional;

/** A generator that never gives one id twice: {@code :generate} answers an id. Each id is a part of its own. */
final class UniqueIds implements Model<Boolean> {
    @Override
    public String name() {
        return "unique-ids";
    }

    @Override
    public String description() {
        return ":generate of an id that was never given before";
    }

    /** Whether the id of the part was given. */
    @Override
    public Boolean initial(Optional<Object> value) {
        return false;
    }

    @Override
    public Step<Boolean> step(Boolean given, Action action) {
        return given
                ? Step.inconsistent("generate returned " + Words.show(action.output()) + " a second time")
                : Step.to(true);
    }

    @Override
    public Optional<String> precheck(Action action) {
        if (!action.f().equals("generate")) {
            return Words.unknown(action, name(), ":generate");
        }
        return action.returned() && action.output() == null
                ? Optional.of(":generate answers an id, not nil")
                : Optional.empty();
    }

    /** An id that nobody saw constrains nothing. */
    @Override
    public boolean isPureRead(Action action) {
        return !action.returned();
    }

    @Override
    public Optional<Object> part(Action action) {
        return Optional.ofNullable(action.output());
    }
}
