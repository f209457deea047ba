package io.schism.histories.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value that is read and written; absent (nil) at the start. */
class Register implements SingleCell<Object> {
    /** What the register holds when it holds no value. */
    private enum Absent {
        NIL
    }

    @Override
    public String name() {
        return "register";
    }

    @Override
    public String description() {
        return ":read and :write of one value, absent at the start";
    }

    @Override
    public Object initial(Optional<Object> value) {
        return value.orElse(Absent.NIL);
    }

    /** The state in which the register holds that value. */
    static Object cell(@Nullable Object value) {
        return value == null ? Absent.NIL : value;
    }

    @Override
    public Step<Object> step(Object state, Action action) {
        if (!action.returned() && isPureRead(action)) {
            return Step.to(state);
        }
        Optional<Object> needed = needs(action);
        if (needed.isEmpty() || needed.get().equals(state)) {
            return Step.to(leaves(action));
        }
        return Step.inconsistent(mismatch(action) + "; the register held " + show(state));
    }

    @Override
    public String show(Object state) {
        return Words.show(state == Absent.NIL ? null : state);
    }

    /** What the action says that the register held, in words. */
    String mismatch(Action action) {
        return "read returned " + Words.show(action.output());
    }

    @Override
    public Optional<String> precheck(Action action) {
        return switch (action.f()) {
            case "read", "write" -> Optional.empty();
            default -> Words.unknown(action, name(), ":read and :write");
        };
    }

    @Override
    public boolean isPureRead(Action action) {
        return action.f().equals("read");
    }

    @Override
    public Optional<Object> needs(Action action) {
        return action.f().equals("read") && action.returned() ? Optional.of(cell(action.output())) : Optional.empty();
    }

    @Override
    public Object leaves(Action action) {
        return cell(action.f().equals("read") ? action.output() : action.input());
    }
}
