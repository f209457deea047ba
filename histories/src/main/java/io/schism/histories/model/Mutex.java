package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.util.Optional;

/** A lock that anyone may release; free at the start. A failed {@code :acquire} did not happen. */
final class Mutex implements Lock<Boolean> {
    private static final String ANYONE = "anyone";

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public String description() {
        return ":acquire and :release of one lock, by anyone, free at the start";
    }

    @Override
    public Boolean initial(Optional<Object> value) {
        Object held = value.orElse(false);
        if (!(held instanceof Boolean state)) {
            throw UserError.usage("a mutex cannot start at " + Words.show(held), "give true (held) or false");
        }
        return state;
    }

    @Override
    public Step<Boolean> step(Boolean held, Action action) {
        boolean acquires = action.f().equals("acquire");
        if (held != acquires) {
            return Step.to(acquires);
        }
        return Step.inconsistent(acquires ? "the lock was acquired while held" : "the lock was released while free");
    }

    @Override
    public String show(Boolean held) {
        return held ? "held" : "free";
    }

    @Override
    public Optional<String> precheck(Action action) {
        return switch (action.f()) {
            case "acquire", "release" -> Optional.empty();
            default -> Words.unknown(action, name(), ":acquire and :release");
        };
    }

    @Override
    public Optional<Object> holder(Boolean held) {
        return held ? Optional.of(ANYONE) : Optional.empty();
    }

    @Override
    public boolean acquires(Action action) {
        return action.f().equals("acquire");
    }

    @Override
    public Object owner(Action action) {
        return ANYONE;
    }
}
