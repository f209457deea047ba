package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A generator that never gives one id twice: {@code :generate} answers an id. Each id is a part of its own. */
final class UniqueIds implements Model<Set<Object>> {
    @Override
    public String name() {
        return "unique-ids";
    }

    @Override
    public String description() {
        return ":generate of an id that was never given before";
    }

    /** The ids that were given. */
    @Override
    public Set<Object> initial(Optional<Object> value) {
        if (value.isPresent() && !Words.isFull(value.get())) {
            throw UserError.usage(
                    "unique ids cannot start at " + Words.show(value.get()),
                    "give the ids given before, such as #{1 2}");
        }
        return Set.copyOf((Collection<?>) value.orElse(Set.of()));
    }

    @Override
    public Step<Set<Object>> step(Set<Object> given, Action action) {
        Object id = action.output();
        if (id == null) {
            return Step.to(given);
        }
        if (given.contains(id)) {
            return Step.inconsistent("generate returned " + Words.show(id) + " a second time");
        }
        Set<Object> more = new HashSet<>(given);
        more.add(id);
        return Step.to(Set.copyOf(more));
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

    @Override
    public long weight(Set<Object> given) {
        return 64 + 16L * given.size();
    }
}
