package io.schism.histories.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value that is read and written; absent (nil) at the start. */
class Register implements SingleCell<Register.Cell> {
    /** The value that the register holds; null when absent. */
    record Cell(@Nullable Object value) {
        @Override
        public String toString() {
            return Words.show(value);
        }
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
    public Cell initial(Optional<Object> value) {
        return new Cell(value.orElse(null));
    }

    @Override
    public Step<Cell> step(Cell state, Action action) {
        if (!action.returned() && isPureRead(action)) {
            return Step.to(state);
        }
        Optional<Cell> needed = needs(action);
        if (needed.isEmpty() || needed.get().equals(state)) {
            return Step.to(leaves(action));
        }
        return Step.inconsistent(mismatch(action) + "; the register held " + state);
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
    public Optional<Cell> needs(Action action) {
        return action.f().equals("read") && action.returned()
                ? Optional.of(new Cell(action.output()))
                : Optional.empty();
    }

    @Override
    public Cell leaves(Action action) {
        return new Cell(action.f().equals("read") ? action.output() : action.input());
    }
}
