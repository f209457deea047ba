package io.schism.histories.linearizability;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A history written as a test reads it: one call a line, {@code lines.invoke(0, "write", 1).ok(0)}. */
final class Lines {
    private final List<Operation> operations = new ArrayList<>();

    Lines invoke(long process, String f, Object value) {
        return add(process, Operation.Type.INVOKE, f, value, Map.of());
    }

    Lines invokeLocal(long process, String f, Object value) {
        return add(process, Operation.Type.INVOKE, f, value, Map.of("linearizable", false));
    }

    /** The process's call ended well, with what it was invoked with as its answer. */
    Lines ok(long process) {
        return ok(process, open(process).value());
    }

    Lines ok(long process, Object value) {
        return add(process, Operation.Type.OK, open(process).f(), value, Map.of());
    }

    Lines fail(long process) {
        return add(
                process, Operation.Type.FAIL, open(process).f(), open(process).value(), Map.of());
    }

    Lines info(long process) {
        return add(
                process, Operation.Type.INFO, open(process).f(), open(process).value(), Map.of());
    }

    /** A call that nobody overlaps. */
    Lines alone(long process, String f, Object input, Object output) {
        return invoke(process, f, input).ok(process, output);
    }

    private Operation open(long process) {
        for (int line = operations.size() - 1; line >= 0; line--) {
            if (operations.get(line).process() == process) {
                return operations.get(line);
            }
        }
        throw new IllegalStateException("process " + process + " has invoked nothing");
    }

    private Lines add(long process, Operation.Type type, String f, Object value, Map<String, Object> attributes) {
        long index = operations.size();
        operations.add(new Operation(index, index * 1_000_000, process, type, f, number(value), attributes));
        return this;
    }

    /** Integers are Long in a history. */
    private static Object number(Object value) {
        if (value instanceof Integer small) {
            return small.longValue();
        }
        return value instanceof List<?> list ? list(list.toArray()) : value;
    }

    /** A vector; unlike {@code List.of} it holds nil. */
    static List<Object> list(Object... values) {
        return Arrays.stream(values).map(Lines::number).collect(Collectors.toCollection(ArrayList::new));
    }

    static Keyword keyword(String name) {
        return Keyword.of(name);
    }

    /** A history as a failing test shows it. */
    static String show(History history) {
        return history.operations().stream()
                .map(line -> line.process() + " " + line.type() + " " + line.f() + " " + line.value())
                .collect(Collectors.joining("\n"));
    }

    History history() {
        return History.of(operations);
    }
}
