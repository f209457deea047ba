package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the calls of a history apart, in one pass over it that keeps nothing but numbers. Whether a history is keyed is
 * not asked in a pass of its own: it is taken for keyed until an invocation shows that it is not.
 */
final class Partitioner {
    private final History history;
    private final List<Call> calls;
    private final Model<?> model;
    private final boolean keyed;
    private final Budget budget;
    private final CallColumns columns;
    private final Groups groups;

    private Partitioner(History history, Model<?> model, boolean keyed, Budget budget) {
        this.history = history;
        this.calls = history.calls();
        this.model = model;
        this.keyed = keyed;
        this.budget = budget;
        this.columns = new CallColumns(calls, calls.size(), budget);
        this.groups = new Groups(keyed, calls.size(), budget);
    }

    /** As {@link Partition#of} says. */
    static List<Partition> partitions(History history, Model<?> model, Partition.Keying keying, Budget budget) {
        if (keying != Partition.Keying.SINGLE) {
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
     * Takes every call. Unsure whether the history is keyed, it returns false as soon as an invocation shows that it is
     * not; an answer of wrong shape then counts only where it is keyed to the end.
     */
    private boolean takeAll(boolean unsure) {
        Budget.Clock clock = budget.clock();
        MalformedHistory broken = null;
        for (int number = 0; number < calls.size(); number++) {
            clock.tick();
            Call call = calls.get(number);
            if (Partition.claimsLinearizability(call)) {
                try {
                    take(number, call);
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

    /** Checks the shape of a call, and keeps it where it constrains anything. */
    private void take(int number, Call call) {
        Operation invocation = call.invocation();
        Action action = invoked(model, keyed, invocation);
        if (call.isFailed()) {
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
        groups.add(keyed ? Keys.of(invocation) : null, action, model);
        columns.add(number, action, history.invokedAt(number), returned);
    }

    /** What a call did as long as its answer is not known. */
    static Action invoked(Model<?> model, boolean keyed, Operation invocation) {
        if (keyed) {
            Keys.demand(invocation);
        }
        Object value = keyed ? Keys.strip(invocation) : invocation.value();
        Action action = Action.indeterminate(invocation.f(), model.input(invocation.process(), value));
        demand(model, action, invocation);
        return action;
    }

    /** What it did, by its answer. */
    static Action answered(Model<?> model, boolean keyed, Action invoked, Operation invocation, Operation completion) {
        if (keyed) {
            Keys.demandSame(invocation, completion);
        }
        @Nullable Object output = keyed ? Keys.strip(completion) : completion.value();
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
