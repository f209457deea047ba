package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lock that only the process that holds it may release; free at the start. */
final class OwnedMutex implements Lock<Optional<Long>> {
    @Override
    public String name() {
        return "owned-mutex";
    }

    @Override
    public String description() {
        return ":acquire and :release of one lock, released only by the process that holds it, free at the start";
    }

    @Override
    public Optional<Long> initial(Optional<Object> value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof Long owner)) {
            throw UserError.usage("an owned mutex cannot start at " + Words.show(value.get()), "give a process number");
        }
        return Optional.of(owner);
    }

    /** The owner is the process that calls. */
    @Override
    public Object input(long process, @Nullable Object value) {
        return process;
    }

    @Override
    public Step<Optional<Long>> step(Optional<Long> owner, Action action) {
        Optional<Long> caller = Optional.ofNullable((Long) action.input());
        if (action.f().equals("acquire")) {
            return owner.isEmpty()
                    ? Step.to(caller)
                    : Step.inconsistent(
                            "process " + action.input() + " acquired the lock; process " + owner.get() + " held it");
        }
        return owner.equals(caller)
                ? Step.to(Optional.empty())
                : Step.inconsistent("process " + action.input() + " released the lock; "
                        + owner.map(process -> "process " + process + " held it")
                                .orElse("it was free"));
    }

    @Override
    public String show(Optional<Long> owner) {
        return owner.map(process -> "held by process " + process).orElse("free");
    }

    @Override
    public Optional<String> precheck(Action action) {
        return switch (action.f()) {
            case "acquire", "release" -> Optional.empty();
            default -> Words.unknown(action, name(), ":acquire and :release");
        };
    }

    @Override
    public Optional<Object> holder(Optional<Long> owner) {
        return owner.map(process -> process);
    }

    @Override
    public boolean acquires(Action action) {
        return action.f().equals("acquire");
    }

    @Override
    public Object owner(Action action) {
        return Objects.requireNonNull(action.input());
    }
}
