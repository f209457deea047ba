package io.schism.histories.model;

import io.schism.histories.error.UserError;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A string under each key: {@code :get}, {@code :put} and {@code :append}; empty at the start. */
final class AppendKv implements Merging<String> {
    @Override
    public String name() {
        return "append-kv";
    }

    @Override
    public String description() {
        return ":get, :put and :append of a string under each key, empty at the start";
    }

    @Override
    public String initial(Optional<Object> value) {
        Object start = value.orElse("");
        if (!(start instanceof String string)) {
            throw UserError.usage("append-kv cannot start at " + Words.show(start), "give a string");
        }
        return string;
    }

    @Override
    public Step<String> step(String state, Action action) {
        return switch (action.f()) {
            case "put" -> Step.to(string(action.input()));
            case "append" -> Step.to(state.concat(string(action.input())));
            default ->
                !action.returned() || state.equals(string(action.output()))
                        ? Step.to(state)
                        : Step.inconsistent("get returned " + Words.show(action.output()) + "; the string was "
                                + Words.show(state));
        };
    }

    /** Absent is the empty string. */
    private static String string(@Nullable Object value) {
        return (String) Objects.requireNonNullElse(value, "");
    }

    @Override
    public Optional<String> precheck(Action action) {
        return switch (action.f()) {
            case "get" ->
                action.output() == null || action.output() instanceof String
                        ? Optional.empty()
                        : Optional.of(":get answers a string, not " + Words.show(action.output()));
            case "put", "append" ->
                action.input() instanceof String
                        ? Optional.empty()
                        : Optional.of(":" + action.f() + " carries a string, not " + Words.show(action.input()));
            default -> Words.unknown(action, name(), ":get, :put and :append");
        };
    }

    @Override
    public boolean isPureRead(Action action) {
        return action.f().equals("get");
    }

    /** All strings that no answer begins with into one that is longer than all answers: no get fits, before the next put. */
    @Override
    public UnaryOperator<String> merging(Collection<Action> actions) {
        Set<String> answers = actions.stream()
                .filter(action -> action.f().equals("get") && action.returned())
                .map(action -> string(action.output()))
                .collect(Collectors.toSet());
        int longest = answers.stream().mapToInt(String::length).max().orElse(-1);
        String other = " ".repeat(longest + 1);
        return state -> answers.stream().anyMatch(answer -> answer.startsWith(state)) ? state : other;
    }

    @Override
    public long weight(String state) {
        return 48 + state.length();
    }
}
