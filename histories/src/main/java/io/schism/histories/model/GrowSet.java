package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A set that only grows: {@code :add} of an element, {@code :read} of the whole; empty at the start. */
final class GrowSet implements GrowOnly<Set<Object>>, Merging<Set<Object>> {
    @Override
    public String name() {
        return "set";
    }

    @Override
    public String description() {
        return ":add of an element and :read of the whole set, empty at the start";
    }

    @Override
    public Set<Object> initial(Optional<Object> value) {
        if (value.isPresent() && !Words.isFull(value.get())) {
            throw UserError.usage("a set cannot start at " + Words.show(value.get()), "give a set such as #{1 2}");
        }
        return valueOf(value.orElse(null));
    }

    /** Absent is the empty set. */
    private static Set<Object> valueOf(@Nullable Object value) {
        return value == null ? Set.of() : Set.copyOf((Collection<?>) value);
    }

    @Override
    public Step<Set<Object>> step(Set<Object> state, Action action) {
        if (action.f().equals("add")) {
            Object element = Objects.requireNonNull(action.input());
            if (state.contains(element)) {
                return Step.to(state);
            }
            Set<Object> grown = new HashSet<>(state);
            grown.add(element);
            return Step.to(Set.copyOf(grown));
        }
        return !action.returned() || state.equals(action.output()) || state.equals(valueOf(action.output()))
                ? Step.to(state)
                : Step.inconsistent(difference(state, valueOf(action.output())));
    }

    private static String difference(Set<Object> state, Set<Object> read) {
        for (Object element : state) {
            if (!read.contains(element)) {
                return "read returned " + read.size() + " elements without " + Words.show(element)
                        + ", which was in the set";
            }
        }
        Object strange = read.stream()
                .filter(element -> !state.contains(element))
                .findFirst()
                .orElse(null);
        return "read returned " + read.size() + " elements with " + Words.show(strange) + ", which was not in the set";
    }

    @Override
    public Optional<String> precheck(Action action) {
        return switch (action.f()) {
            case "add" -> action.input() != null ? Optional.empty() : Optional.of(":add carries an element, not nil");
            case "read" ->
                action.output() == null || Words.isFull(action.output())
                        ? Optional.empty()
                        : Optional.of(":read answers a set, not " + Words.show(action.output()));
            default -> Words.unknown(action, name(), ":add and :read");
        };
    }

    /** All sets that are part of no answer into one that has an element which no answer has: no read fits any more. */
    @Override
    public UnaryOperator<Set<Object>> merging(Collection<Action> actions) {
        List<Set<Object>> answers = actions.stream()
                .filter(action -> action.f().equals("read") && action.returned())
                .map(action -> valueOf(action.output()))
                .distinct()
                .toList();
        Set<Object> other = Set.of(Answers.outside(answers));
        return state -> answers.stream().anyMatch(answer -> answer.containsAll(state)) ? state : other;
    }

    @Override
    public Collection<Object> elements(Set<Object> state) {
        return state;
    }

    @Override
    public Optional<Object> adds(Action action) {
        return action.f().equals("add") ? Optional.ofNullable(action.input()) : Optional.empty();
    }

    @Override
    public Collection<?> reads(Action action) {
        return action.output() == null ? Set.of() : (Collection<?>) action.output();
    }

    @Override
    public boolean isPureRead(Action action) {
        return action.f().equals("read");
    }

    @Override
    public long weight(Set<Object> state) {
        return 64 + 16L * state.size();
    }
}
