package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Action;
import io.schism.histories.model.Lock;
import io.schism.histories.model.Model;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the calls of a history apart, in one pass over it that keeps nothing but numbers. Whether a history is keyed is
 * not asked in a pass of its own: it is taken for keyed until an invocation shows that it is not.
 */
final class Partitioner {
    /** Actions that passed the model's check are remembered by so many bits of their hash. */
    private static final int PASSED_BITS = 8;

    private static final int GOLDEN = 0x9E3779B9;

    private final History history;
    private final List<Call> calls;
    private final Model<?> model;
    private final boolean keyed;
    private final boolean allJudged;
    private final Budget.Clock clock;
    private final CallColumns columns;
    private final Groups groups;

    /** In threes, by hash: one more than the numbers of f, input and output that passed; no output of a failed call. */
    private final int[] passed = new int[3 << PASSED_BITS];

    private Partitioner(History history, Model<?> model, boolean keyed, Budget budget) {
        this.history = history;
        this.calls = history.calls();
        this.model = model;
        this.keyed = keyed;
        this.allJudged = !history.hasAttribute(Partition.CLAIM);
        this.clock = budget.clock();
        this.columns = new CallColumns(calls, calls.size(), budget);
        this.groups = new Groups(keyed, calls.size(), budget);
    }

    /** As {@link Partition#of} says. */
    static List<Partition> partitions(History history, Model<?> model, Partition.Keying keying, Budget budget) {
        if (keying == Partition.Keying.KEYED
                || keying == Partition.Keying.AUTO && looksKeyed(history, model, budget.clock())) {
            Partitioner keyed = new Partitioner(history, model, true, budget);
            if (keyed.takeAll(keying == Partition.Keying.AUTO)) {
                return keyed.groups.of(keyed.columns);
            }
            keyed.columns.close();
            keyed.groups.close();
        }
        Partitioner single = new Partitioner(history, model, false, budget);
        single.takeAll(false);
        return single.groups.of(single.columns);
    }

    /**
     * Whether all values of invocations are pairs, which mostly the first one tells. To a lock no value matters: there
     * a pair shows a key only where nothing else is in it.
     */
    private static boolean looksKeyed(History history, Model<?> model, Budget.Clock clock) {
        boolean allJudged = !history.hasAttribute(Partition.CLAIM);
        int calls = history.calls().size();
        for (int call = 0; call < calls; call++) {
            clock.tick();
            boolean judged = allJudged || Partition.claimsLinearizability(history, call);
            Object value = history.value(history.invokedAt(call));
            if (judged && (!Keys.isKeyed(value) || model instanceof Lock && Keys.strip(value) != null)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes every call. Unsure whether the history is keyed, it returns false as soon as an invocation shows that it is
     * not; an answer of wrong shape then counts only where it is keyed to the end.
     */
    private boolean takeAll(boolean unsure) {
        MalformedHistory broken = null;
        for (int number = 0; number < calls.size(); number++) {
            clock.tick();
            if (allJudged || Partition.claimsLinearizability(history, number)) {
                try {
                    take(number);
                } catch (MalformedHistory e) {
                    if (!unsure) {
                        throw e;
                    }
                    if (e.operation().isInvocation()) {
                        return false;
                    }
                    broken = broken == null ? e : broken;
                }
            }
        }
        if (broken != null) {
            throw broken;
        }
        return true;
    }

    private void take(int number) {
        int completed = history.completedAt(number);
        Operation.Type type = completed < 0 ? Operation.Type.INFO : history.type(completed);
        if (type == Operation.Type.INFO || groups.areParted() || !takeInNumbers(number, completed, type)) {
            take(number, calls.get(number));
        }
    }

    /** Takes a call like one that passed before, told by its numbers, without an object made for it; false where it is none. */
    private boolean takeInNumbers(int number, int completed, Operation.Type type) {
        int invoked = history.invokedAt(number);
        Object in = history.value(invoked);
        Object out = type == Operation.Type.OK ? history.value(completed) : in;
        Object key = null;
        if (keyed) {
            if (!Keys.isKeyed(in) || !Keys.isKeyed(out) || !Objects.equals(Keys.of(in), Keys.of(out))) {
                return false;
            }
            key = Keys.of(in);
            in = Keys.strip(in);
            out = Keys.strip(out);
        }
        int name = columns.name(history.f(invoked));
        int input = columns.value(model.input(history.process(invoked), in));
        if (type == Operation.Type.FAIL) {
            return isPassed(name, input, Values.NONE);
        }
        int output = columns.value(out);
        if (!isPassed(name, input, output)) {
            return false;
        }
        groups.add(key);
        columns.add(number, name, input, output, invoked, completed);
        return true;
    }

    private boolean isPassed(int name, int input, int output) {
        int at = place(name, input, output);
        return passed[at] == name + 1 && passed[at + 1] == input + 1 && passed[at + 2] == output + 1;
    }

    private void pass(int name, int input, int output) {
        int at = place(name, input, output);
        passed[at] = name + 1;
        passed[at + 1] = input + 1;
        passed[at + 2] = output + 1;
    }

    private static int place(int name, int input, int output) {
        int hash = ((name * GOLDEN + input) * GOLDEN + output) * GOLDEN;
        return 3 * (hash >>> Integer.SIZE - PASSED_BITS);
    }

    /** Checks the shape of a call, and keeps it where it constrains anything. */
    private void take(int number, Call call) {
        Operation invocation = call.invocation();
        Action action = invoked(model, keyed, invocation);
        if (call.isFailed()) {
            pass(columns.name(action.f()), columns.value(action.input()), Values.NONE);
            return;
        }
        Operation completion = call.completionOrNull();
        int returned = Entry.NEVER;
        if (call.isOk() && completion != null) {
            action = answered(model, keyed, action, invocation, completion);
            returned = history.completedAt(number);
        } else if (model.isPureRead(action)) {
            return;
        }
        groups.add(keyed ? Keys.of(invocation.value()) : null, action, model);
        int name = columns.name(action.f());
        int input = columns.value(action.input());
        int output = action.returned() ? columns.value(action.output()) : Values.NONE;
        columns.add(number, name, input, output, history.invokedAt(number), returned);
        pass(name, input, output);
    }

    /** What a call did as long as its answer is not known. */
    static Action invoked(Model<?> model, boolean keyed, Operation invocation) {
        if (keyed) {
            Keys.demand(invocation);
        }
        Object value = keyed ? Keys.strip(invocation.value()) : invocation.value();
        Action action = Action.indeterminate(invocation.f(), model.input(invocation.process(), value));
        demand(model, action, invocation);
        return action;
    }

    /** What it did, by its answer. */
    static Action answered(Model<?> model, boolean keyed, Action invoked, Operation invocation, Operation completion) {
        if (keyed) {
            Keys.demandSame(invocation, completion);
        }
        @Nullable Object output = keyed ? Keys.strip(completion.value()) : completion.value();
        Action action = Action.ok(invoked.f(), invoked.input(), output);
        demand(model, action, completion);
        return action;
    }

    private static void demand(Model<?> model, Action action, Operation operation) {
        Optional<String> broken = model.precheck(action);
        if (broken.isPresent()) {
            throw new MalformedHistory(operation, broken.get());
        }
    }
}
