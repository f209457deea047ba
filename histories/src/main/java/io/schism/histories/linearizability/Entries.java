package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.model.Action;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of one partition, in order of invocation, in columns: engines work on the columns, explanations on the
 * {@link Entry} that stands for one call and is made when it is asked for.
 */
final class Entries {
    private final List<Call> calls;
    private final CallColumns columns;
    private final int from;
    private int size;

    /** None yet. */
    Entries() {
        this.calls = new ArrayList<>();
        this.columns = new CallColumns(calls, 0, Budget.unlimited());
        this.from = 0;
    }

    /** Some that follow each other in the columns. */
    Entries(CallColumns columns, int from, int to) {
        this.calls = List.of();
        this.columns = columns;
        this.from = from;
        this.size = to - from;
    }

    static Entries of(List<Entry> list) {
        Entries entries = new Entries();
        list.forEach(entries::add);
        return entries;
    }

    void add(Entry entry) {
        add(entry.call(), entry.action(), entry.invoked(), entry.returned());
    }

    void add(Call call, Action action, int invokedAt, int returnedAt) {
        calls.add(call);
        columns.add(size++, action, invokedAt, returnedAt);
    }

    /** None yet, to be chosen from these. */
    Entries choice() {
        return new Entries(columns.choice(), 0, 0);
    }

    /** Takes over one of those that these are a choice from. */
    void choose(Entries all, int entry) {
        columns.add(all.columns, all.from + entry, all.invoked(entry), true);
        size++;
    }

    /** Takes it over as {@link Entry#open}. */
    void chooseOpen(Entries all, int entry) {
        columns.add(all.columns, all.from + entry, all.invoked(entry), false);
        size++;
    }

    /** Takes it over as {@link Entry#relaxed}. */
    void chooseRelaxed(Entries all, int entry) {
        columns.add(all.columns, all.from + entry, Entry.START, false);
        size++;
    }

    int size() {
        return size;
    }

    /** Place of the invocation in the history, in lines; {@link Entry#START} when it may come before all others. */
    int invoked(int entry) {
        return columns.invoked(from + entry);
    }

    /** Place of the completion; {@link Entry#NEVER} when the call is indeterminate. */
    int returned(int entry) {
        return columns.returned(from + entry);
    }

    /** {@link #invoked} of all. */
    int[] invocations() {
        return columns.invocations(from, from + size);
    }

    /** {@link #returned} of all. */
    int[] returns() {
        return columns.returns(from, from + size);
    }

    boolean isIndeterminate(int entry) {
        return returned(entry) == Entry.NEVER;
    }

    long indeterminate() {
        return columns.indeterminate(from, from + size);
    }

    /** What the call did; made anew. */
    Action action(int entry) {
        return columns.action(from + entry);
    }

    /** Whether both calls did the same, told without making their actions. */
    boolean equalActions(int one, int other) {
        return columns.equalActions(from + one, from + other);
    }

    /** Equal where the actions are. */
    int hashAction(int entry) {
        return columns.hashAction(from + entry);
    }

    Entry get(int entry) {
        return new Entry(columns.call(from + entry), action(entry), invoked(entry), returned(entry));
    }

    /** All of them, each made when asked for. */
    List<Entry> asList() {
        return new AbstractList<>() {
            @Override
            public Entry get(int entry) {
                return Entries.this.get(entry);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
