package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.model.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls in columns of numbers, without an object each: which call it is, where it stands in the history, and what it
 * did, as numbers of its {@code f}, input and output. {@link Entries} are slices of them.
 */
final class CallColumns {
    private static final int GOLDEN = 0x9E3779B9;
    private static final int FEW = 8;
    private static final int BYTES_A_CALL = 6 * Integer.BYTES;

    private final List<Call> calls;
    private final int expected;
    private final Values names;

    /** The first few names, which mostly are all. */
    private final @Nullable String[] usual = new String[4];

    private final Values values;
    private final Budget budget;
    private int[] call = {};
    private int[] invoked = {};
    private int[] returned = {};
    private int[] f = {};
    private int[] input = {};
    private int[] output = {};
    private int size;

    /**
     * @param calls where a call is found by its number
     * @param expected for how many there will be room from the first on
     */
    CallColumns(List<Call> calls, int expected, Budget budget) {
        this(calls, expected, new Values(budget), new Values(budget), budget);
    }

    private CallColumns(List<Call> calls, int expected, Values names, Values values, Budget budget) {
        this.calls = calls;
        this.expected = Math.max(FEW, expected);
        this.names = names;
        this.values = values;
        this.budget = budget;
    }

    int size() {
        return size;
    }

    /** None yet, to be chosen from these: numbers mean the same. What is no more than these is not counted again. */
    CallColumns choice() {
        return new CallColumns(calls, FEW, names, values, Budget.unlimited());
    }

    void add(int number, Action action, int invokedAt, int returnedAt) {
        int answer = action.returned() ? value(action.output()) : Values.NONE;
        add(number, name(action.f()), value(action.input()), answer, invokedAt, returnedAt);
    }

    /** The number of an {@code f}. */
    int name(String name) {
        for (int known = 0; known < usual.length && usual[known] != null; known++) {
            if (name.equals(usual[known])) {
                return known;
            }
        }
        int number = names.number(name);
        if (number < usual.length) {
            usual[number] = name;
        }
        return number;
    }

    /** The number of an input or an output. */
    int value(@Nullable Object value) {
        return values.number(value);
    }

    /** Takes a call by the numbers of its {@code f}, input and output; {@link Values#NONE} where it has no answer. */
    void add(int number, int name, int in, int out, int invokedAt, int returnedAt) {
        makeRoom();
        f[size] = name;
        input[size] = in;
        output[size] = out;
        call[size] = number;
        invoked[size] = invokedAt;
        returned[size++] = returnedAt;
    }

    /** Takes over a call of those that this is a choice from, with another invocation; unanswered, it never returned. */
    void add(CallColumns all, int at, int invokedAt, boolean answered) {
        makeRoom();
        f[size] = all.f[at];
        input[size] = all.input[at];
        output[size] = answered ? all.output[at] : Values.NONE;
        call[size] = all.call[at];
        invoked[size] = invokedAt;
        returned[size++] = answered ? all.returned[at] : Entry.NEVER;
    }

    private void makeRoom() {
        if (size == call.length) {
            int capacity = size == 0 ? expected : size + (size >> 1);
            budget.reserve((long) BYTES_A_CALL * (capacity - size));
            call = Arrays.copyOf(call, capacity);
            invoked = Arrays.copyOf(invoked, capacity);
            returned = Arrays.copyOf(returned, capacity);
            f = Arrays.copyOf(f, capacity);
            input = Arrays.copyOf(input, capacity);
            output = Arrays.copyOf(output, capacity);
        }
    }

    /** Puts the calls into that order, which may leave some out. */
    void order(int[] order) {
        Budget.Clock clock = budget.clock();
        budget.release((long) BYTES_A_CALL * (call.length - order.length));
        call = ordered(call, order, clock);
        invoked = ordered(invoked, order, clock);
        returned = ordered(returned, order, clock);
        f = ordered(f, order, clock);
        input = ordered(input, order, clock);
        output = ordered(output, order, clock);
        size = order.length;
    }

    private static int[] ordered(int[] column, int[] order, Budget.Clock clock) {
        int[] result = new int[order.length];
        for (int at = 0; at < result.length; at++) {
            clock.tick();
            result[at] = column[order[at]];
        }
        return result;
    }

    /** Gives back what it holds, where nothing will be asked of it. */
    void close() {
        names.close();
        values.close();
        budget.release((long) BYTES_A_CALL * call.length);
    }

    Call call(int at) {
        return calls.get(call[at]);
    }

    int invoked(int at) {
        return invoked[at];
    }

    int returned(int at) {
        return returned[at];
    }

    int[] invocations(int from, int to) {
        return Arrays.copyOfRange(invoked, from, to);
    }

    int[] returns(int from, int to) {
        return Arrays.copyOfRange(returned, from, to);
    }

    /** How many of them never returned. */
    long indeterminate(int from, int to) {
        long count = 0;
        for (int at = from; at < to; at++) {
            count += returned[at] == Entry.NEVER ? 1 : 0;
        }
        return count;
    }

    /** Whether both did the same. */
    boolean equalActions(int one, int other) {
        return f[one] == f[other] && input[one] == input[other] && output[one] == output[other];
    }

    /** Equal where the actions are. */
    int hashAction(int at) {
        return (f[at] * GOLDEN + input[at]) * GOLDEN + output[at];
    }

    /** What the call did, made anew. */
    Action action(int at) {
        String name = (String) Objects.requireNonNull(names.get(f[at]));
        Object in = values.get(input[at]);
        return output[at] == Values.NONE ? Action.indeterminate(name, in) : Action.ok(name, in, values.get(output[at]));
    }
}
