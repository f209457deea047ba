package io.schism.histories.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A register with compare-and-set: {@code :cas [old new]} happens only where the register holds {@code old}. */
final class CasRegister extends Register {
    @Override
    public String name() {
        return "cas-register";
    }

    @Override
    public String description() {
        return ":read, :write and :cas [old new] of one value, absent at the start";
    }

    @Override
    String mismatch(Action action) {
        return action.f().equals("cas")
                ? "cas from " + Words.show(pair(action).get(0)) + " to "
                        + Words.show(pair(action).get(1)) + " succeeded"
                : super.mismatch(action);
    }

    @Override
    public Optional<String> precheck(Action action) {
        return switch (action.f()) {
            case "read", "write" -> Optional.empty();
            case "cas" ->
                action.input() instanceof List<?> pair && pair.size() == 2
                        ? Optional.empty()
                        : Optional.of(":cas carries [old new], not " + Words.show(action.input()));
            default -> Words.unknown(action, name(), ":read, :write and :cas");
        };
    }

    /** A cas from a value to itself changes nothing. */
    @Override
    public boolean isPureRead(Action action) {
        return action.f().equals("cas")
                ? Objects.equals(pair(action).get(0), pair(action).get(1))
                : super.isPureRead(action);
    }

    @Override
    public Optional<Object> needs(Action action) {
        return action.f().equals("cas") ? Optional.of(cell(pair(action).get(0))) : super.needs(action);
    }

    @Override
    public Object leaves(Action action) {
        return action.f().equals("cas") ? cell(pair(action).get(1)) : super.leaves(action);
    }

    private static List<?> pair(Action action) {
        return (List<?>) Objects.requireNonNull(action.input());
    }
}
