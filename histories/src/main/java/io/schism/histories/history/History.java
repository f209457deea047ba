package io.schism.histories.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of one run in real-time order, with what the nemesis did and what observers saw. Immutable. */
public final class History {
    private static final List<?> NO_KEY = List.of();

    private final List<Operation> operations;
    private final Pairing pairing;

    private History(List<Operation> operations, Pairing pairing) {
        this.operations = operations;
        this.pairing = pairing;
    }

    /**
     * The history of these operations, validated: a process has one open invocation at a time, and a completion answers
     * the open invocation of its process.
     *
     * @throws MalformedHistory naming the operation that breaks the rule
     */
    public static History of(List<Operation> operations) {
        return new History(List.copyOf(operations), Pairing.of(operations));
    }

    /** Every line, in order. */
    public List<Operation> operations() {
        return operations;
    }

    /** The client calls, in order of invocation. */
    public List<Call> calls() {
        return pairing.calls();
    }

    /** The place among {@link #operations} of the invocation of that call (a place in {@link #calls}). */
    public int invokedAt(int call) {
        return pairing.invoked()[call];
    }

    /** The place among {@link #operations} of the completion of that call; -1 where it has none. */
    public int completedAt(int call) {
        return pairing.completed()[call];
    }

    /** What the nemesis did, in order. */
    public List<Operation> nemesis() {
        return operations.stream().filter(o -> o.process() == Operation.NEMESIS).toList();
    }

    /** What observers saw of that kind ({@code role}, {@code zk-mode}, {@code session}, {@code final-state}), in order. */
    public List<Operation> observed(String f) {
        return operations.stream()
                .filter(o -> o.process() == Operation.OBSERVER && o.f().equals(f))
                .toList();
    }

    /** The calls that satisfy a condition. */
    public Stream<Call> calls(Predicate<Call> condition) {
        return calls().stream().filter(condition);
    }

    /** An operation that breaks a rule of histories; the reader adds file and line. */
    public static final class MalformedHistory extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Operation operation;

        public MalformedHistory(Operation operation, String rule) {
            super(rule);
            this.operation = operation;
        }

        public Operation operation() {
            return operation;
        }
    }

    /**
     * The client operations on one key of a keyed history, each with its key taken off: value {@code v} where it was
     * {@code [key v]}. An operation whose own value names no key, such as a time-out's completion, goes with its
     * invocation and has the value nil. Indices and times stay.
     */
    public History forKey(@Nullable Object key) {
        Map<Long, Boolean> onKey = new HashMap<>();
        List<Operation> unkeyed = new ArrayList<>();
        for (Operation operation : operations) {
            if (!operation.isClient()) {
                continue;
            }
            List<?> pair = operation.value() instanceof List<?> list && list.size() == 2 ? list : NO_KEY;
            boolean names = pair != NO_KEY && Objects.equals(pair.get(0), key);
            if (operation.isInvocation()) {
                onKey.put(operation.process(), names);
            }
            if (onKey.getOrDefault(operation.process(), false)) {
                unkeyed.add(operation.withValue(names ? pair.get(1) : null));
            }
        }
        return of(unkeyed);
    }
}
