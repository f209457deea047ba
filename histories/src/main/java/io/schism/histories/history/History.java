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
    private final List<Call> calls;

    private History(List<Operation> operations, List<Call> calls) {
        this.operations = operations;
        this.calls = calls;
    }

    /**
     * The history of these operations, validated: a process has one open invocation at a time, and a completion answers
     * the open invocation of its process.
     *
     * @throws MalformedHistory naming the operation that breaks the rule
     */
    public static History of(List<Operation> operations) {
        return new History(List.copyOf(operations), pair(operations));
    }

    /** Every line, in order. */
    public List<Operation> operations() {
        return operations;
    }

    /** The client calls, in order of invocation. */
    public List<Call> calls() {
        return calls;
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
        return calls.stream().filter(condition);
    }

    private static List<Call> pair(List<Operation> operations) {
        Map<Long, Integer> open = new HashMap<>();
        List<Call> calls = new ArrayList<>();
        for (Operation operation : operations) {
            if (!operation.isClient()) {
                continue;
            }
            if (operation.isInvocation()) {
                Integer earlier = open.put(operation.process(), calls.size());
                if (earlier != null) {
                    throw new MalformedHistory(
                            operation,
                            "process " + operation.process() + " invokes while its invocation of index "
                                    + calls.get(earlier).invocation().index() + " is open");
                }
                calls.add(new Call(operation, null));
            } else {
                Integer invocation = open.remove(operation.process());
                if (invocation == null) {
                    throw new MalformedHistory(
                            operation, "process " + operation.process() + " completes what it has not invoked");
                }
                Operation invoked = calls.get(invocation).invocation();
                if (!invoked.f().equals(operation.f())) {
                    throw new MalformedHistory(
                            operation,
                            "process " + operation.process() + " invoked :" + invoked.f() + " and completes :"
                                    + operation.f());
                }
                calls.set(invocation, new Call(invoked, operation));
            }
        }
        return List.copyOf(calls);
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
