package io.schism.histories.history;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of one run in real-time order, with what the nemesis did and what observers saw. Immutable. */
public final class History {
    private final Columns columns;
    private final Pairing pairing;

    private History(Columns columns, Pairing pairing) {
        this.columns = columns;
        this.pairing = pairing;
    }

    /**
     * The history of these operations, validated: a process has one open invocation at a time, and a completion answers
     * the open invocation of its process.
     *
     * @throws MalformedHistory naming the operation that breaks the rule
     */
    public static History of(List<Operation> operations) {
        Columns columns = new Columns();
        Draft draft = new Draft();
        for (Operation operation : operations) {
            draft.copy(operation);
            columns.add(draft);
        }
        return of(columns);
    }

    /** The history of these operations, which it keeps; validated. */
    static History of(Columns operations) {
        Pairing pairing = Pairing.of(operations);
        for (int call = 0; call < pairing.calls(); call++) {
            if (pairing.completed(call) >= 0) {
                operations.shareValue(pairing.completed(call), pairing.invoked(call));
            }
        }
        return new History(operations, pairing);
    }

    /** Every line, in order. An operation is made whenever it is asked for: compare with {@code equals}. */
    public List<Operation> operations() {
        return Listed.of(columns.size(), columns::operation);
    }

    /** The client calls, in order of invocation. A call is made whenever it is asked for. */
    public List<Call> calls() {
        return Listed.of(pairing.calls(), this::call);
    }

    /** The place among {@link #operations} of the invocation of that call (a place in {@link #calls}). */
    public int invokedAt(int call) {
        return pairing.invoked(call);
    }

    /** The place among {@link #operations} of the completion of that call; -1 where it has none. */
    public int completedAt(int call) {
        return pairing.completed(call);
    }

    /** {@link Operation#index} of the operation at that place, without the others. */
    public long index(int place) {
        return columns.index(place);
    }

    /** {@link Operation#time} of the operation at that place. */
    public long time(int place) {
        return columns.time(place);
    }

    /** {@link Operation#process} of the operation at that place. */
    public long process(int place) {
        return columns.process(place);
    }

    /** {@link Operation#type} of the operation at that place. */
    public Operation.Type type(int place) {
        return columns.type(place);
    }

    /** {@link Operation#f} of the operation at that place. */
    public String f(int place) {
        return columns.f(place);
    }

    /** {@link Operation#value} of the operation at that place. */
    public @Nullable Object value(int place) {
        return columns.value(place);
    }

    /** That attribute of the operation at that place; null where it is absent. */
    public @Nullable Object attribute(int place, String name) {
        return columns.attribute(place, name);
    }

    /** Whether some operation has that attribute. */
    public boolean hasAttribute(String name) {
        return columns.hasAttribute(name);
    }

    Columns columns() {
        return columns;
    }

    /** {@code history of 5 calls in 12 lines}. */
    @Override
    public String toString() {
        return "history of " + pairing.calls() + (pairing.calls() == 1 ? " call in " : " calls in ") + columns.size()
                + (columns.size() == 1 ? " line" : " lines");
    }

    private Call call(int call) {
        int completed = completedAt(call);
        return new Call(columns.operation(invokedAt(call)), completed < 0 ? null : columns.operation(completed));
    }

    /** What the nemesis did, in order. */
    public List<Operation> nemesis() {
        return placesOf(Operation.NEMESIS).mapToObj(columns::operation).toList();
    }

    /** What observers saw of that kind ({@code role}, {@code zk-mode}, {@code session}, {@code final-state}), in order. */
    public List<Operation> observed(String f) {
        return placesOf(Operation.OBSERVER)
                .filter(place -> f(place).equals(f))
                .mapToObj(columns::operation)
                .toList();
    }

    private IntStream placesOf(long process) {
        return IntStream.range(0, columns.size()).filter(place -> process(place) == process);
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
        return ByKey.of(columns, named -> Objects.equals(named, key)).getOrDefault(key, of(List.of()));
    }

    /** {@link #forKey} of every key that an invocation names, in order of first use; in one pass over the history. */
    public Map<@Nullable Object, History> byKey() {
        return ByKey.of(columns, named -> true);
    }
}
