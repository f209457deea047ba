package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.model.Action;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The calls of one partition, in order of invocation, in columns: engines work on the columns, explanations on the
 * {@link Entry} that stands for one call.
 */
final class Entries {
    private Call[] calls = new Call[8];
    private Action[] actions = new Action[8];
    private int[] invoked = new int[8];
    private int[] returned = new int[8];
    private int size;

    static Entries of(List<Entry> list) {
        Entries entries = new Entries();
        list.forEach(entries::add);
        return entries;
    }

    void add(Entry entry) {
        add(entry.call(), entry.action(), entry.invoked(), entry.returned());
    }

    void add(Call call, Action action, int invokedAt, int returnedAt) {
        if (size == calls.length) {
            int capacity = size + (size >> 1);
            calls = Arrays.copyOf(calls, capacity);
            actions = Arrays.copyOf(actions, capacity);
            invoked = Arrays.copyOf(invoked, capacity);
            returned = Arrays.copyOf(returned, capacity);
        }
        calls[size] = call;
        actions[size] = action;
        invoked[size] = invokedAt;
        returned[size++] = returnedAt;
    }

    int size() {
        return size;
    }

    /** Place of the invocation in the history, in lines; {@link Entry#START} when it may come before all others. */
    int invoked(int entry) {
        return invoked[entry];
    }

    /** Place of the completion; {@link Entry#NEVER} when the call is indeterminate. */
    int returned(int entry) {
        return returned[entry];
    }

    boolean isIndeterminate(int entry) {
        return returned[entry] == Entry.NEVER;
    }

    long indeterminate() {
        return IntStream.range(0, size).filter(this::isIndeterminate).count();
    }

    Action action(int entry) {
        return actions[entry];
    }

    Entry get(int entry) {
        return new Entry(calls[entry], actions[entry], invoked[entry], returned[entry]);
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
