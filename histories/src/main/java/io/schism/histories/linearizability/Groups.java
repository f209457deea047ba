package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which calls belong together: those of one key and, where the model has parts, of one part. */
final class Groups {
    private final boolean keyed;
    private final int expected;
    private final Budget budget;
    private final Budget.Clock clock;
    private final Values keys;
    private final Values parts;

    /** Of each call the number of its key and of its part. */
    private int[] key = {};

    private int[] part = {};

    /** Whether every call that returned has a part so far. */
    private boolean parted = true;

    private int size;

    /** @param expected how many calls there may be at most */
    Groups(boolean keyed, int expected, Budget budget) {
        this.keyed = keyed;
        this.expected = expected;
        this.budget = budget;
        this.clock = budget.clock();
        this.keys = new Values(budget);
        this.parts = new Values(budget);
    }

    /** Whether calls are told apart by their parts, so far. */
    boolean areParted() {
        return parted;
    }

    /** Takes the next call, once it is known that there are no parts. */
    void add(@Nullable Object itsKey) {
        if (keyed) {
            key = size == 0 ? column() : key;
            key[size] = keys.number(itsKey);
        }
        size++;
    }

    /** Takes the next call. */
    void add(@Nullable Object itsKey, Action action, Model<?> model) {
        if (parted) {
            Optional<Object> itsPart = model.part(action);
            parted = itsPart.isPresent() || !action.returned();
            part = size == 0 && parted ? column() : part;
            if (parted) {
                part[size] = itsPart.isPresent() ? parts.number(itsPart.get()) : Values.NONE;
            }
        }
        add(itsKey);
    }

    private int[] column() {
        budget.reserve((long) Integer.BYTES * expected);
        return new int[expected];
    }

    /** The partitions, in order of first use; the calls are put into their order. */
    List<Partition> of(CallColumns calls) {
        if (size == 0) {
            return List.of();
        }
        if (!keyed && !parted) {
            return List.of(new Partition(List.of(), new Entries(calls, 0, size)));
        }
        budget.reserve(2L * Integer.BYTES * size);
        int[] group = keyed && parted ? pairs() : keyed ? key : part;
        int[] ends = ends(group);
        int[] order = order(group, ends);
        List<Partition> partitions = new ArrayList<>(ends.length);
        for (int number = 0, from = 0; number < ends.length; from = ends[number++]) {
            clock.tick();
            partitions.add(new Partition(path(order[from]), new Entries(calls, from, ends[number])));
        }
        calls.order(order);
        budget.release(2L * Integer.BYTES * size);
        close();
        return partitions;
    }

    /** Of each call a number for its key and part together. */
    private int[] pairs() {
        Values pairs = new Values(budget);
        int[] pair = new int[size];
        for (int call = 0; call < size; call++) {
            clock.tick();
            pair[call] = part[call] == Values.NONE
                    ? Values.NONE
                    : pairs.number((long) key[call] << Integer.SIZE | part[call]);
        }
        pairs.close();
        return pair;
    }

    /** Where each group ends when all stand one after the other; a call without a group stands nowhere. */
    private int[] ends(int[] group) {
        int[] ends = new int[16];
        int groups = 0;
        for (int call = 0; call < size; call++) {
            clock.tick();
            if (group[call] != Values.NONE) {
                if (group[call] == ends.length) {
                    ends = Arrays.copyOf(ends, 2 * ends.length);
                }
                ends[group[call]]++;
                groups = Math.max(groups, group[call] + 1);
            }
        }
        for (int number = 1; number < groups; number++) {
            ends[number] += ends[number - 1];
        }
        return Arrays.copyOf(ends, groups);
    }

    /** The calls, group by group, each in the order in which they came. */
    private int[] order(int[] group, int[] ends) {
        int[] order = new int[ends.length == 0 ? 0 : ends[ends.length - 1]];
        int[] next = new int[ends.length];
        for (int number = 1; number < ends.length; number++) {
            next[number] = ends[number - 1];
        }
        for (int call = 0; call < size; call++) {
            clock.tick();
            if (group[call] != Values.NONE) {
                order[next[group[call]]++] = call;
            }
        }
        return order;
    }

    private List<@Nullable Object> path(int call) {
        List<@Nullable Object> path = new ArrayList<>(2);
        if (keyed) {
            path.add(keys.get(key[call]));
        }
        if (parted) {
            path.add(parts.get(part[call]));
        }
        return path;
    }

    /** Gives back what it holds. */
    void close() {
        keys.close();
        parts.close();
        budget.release((long) Integer.BYTES * (key.length + part.length));
    }
}
