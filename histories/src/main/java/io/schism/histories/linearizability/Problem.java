package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A partition in numbers: its events in real-time order, a slot for each call that is pending between them (slots are
 * given to others once a call has returned), and the kinds of its indeterminate operations. Equal actions have one
 * number; indeterminate operations with equal actions are of one kind, and told apart by nothing but their count.
 */
final class Problem {
    /** What a call that holds no slot or is of no kind has instead. */
    static final int NONE = -1;

    private final Entries entries;
    private final List<Action> actions;
    private final boolean[] pure;
    private final int[] action;
    private final int[] slot;
    private final int[] kind;
    private final List<Integer> kinds = new ArrayList<>();
    private final List<Integer> ones = new ArrayList<>();
    private final int[] events;
    private int slots;
    private int largestKind;

    Problem(Model<?> model, Entries entries, Budget.Share share) {
        this.entries = entries;
        Actions numbered = new Actions(entries, share);
        share.reserve(2L * Integer.BYTES * entries.size());
        this.actions = numbered.distinct();
        this.action = numbered.numbers();
        this.slot = new int[entries.size()];
        this.kind = new int[entries.size()];
        this.pure = new boolean[actions.size()];
        for (int number = 0; number < pure.length; number++) {
            pure[number] = model.isPureRead(actions.get(number));
        }
        numberKinds(share);
        this.events = Timeline.of(entries, share).events();
        giveSlots(share);
    }

    private void numberKinds(Budget.Clock clock) {
        int[] kindOf = new int[actions.size()];
        int[] counts = new int[actions.size()];
        Arrays.fill(kindOf, NONE);
        for (int call = 0; call < kind.length; call++) {
            clock.tick();
            kind[call] = NONE;
            if (entries.isIndeterminate(call)) {
                if (kindOf[action[call]] == NONE) {
                    kindOf[action[call]] = kinds.size();
                    kinds.add(action[call]);
                    ones.add(call);
                }
                kind[call] = kindOf[action[call]];
                largestKind = Math.max(largestKind, ++counts[kind[call]]);
            }
        }
    }

    private void giveSlots(Budget.Clock clock) {
        BitSet taken = new BitSet();
        for (int event : events) {
            clock.tick();
            int call = event >> 1;
            if (kind[call] != NONE) {
                slot[call] = NONE;
            } else if (Timeline.isReturn(event)) {
                taken.clear(slot[call]);
            } else {
                slot[call] = taken.nextClearBit(0);
                taken.set(slot[call]);
                slots = Math.max(slots, slot[call] + 1);
            }
        }
    }

    int[] events() {
        return events;
    }

    /** How many events come before that place; all of the others are returns. */
    int eventsBefore(int place) {
        int before = events.length;
        while (before > 0
                && Timeline.isReturn(events[before - 1])
                && entries.returned(events[before - 1] >> 1) >= place) {
            before--;
        }
        return before;
    }

    Entry entry(int call) {
        return entries.get(call);
    }

    List<Action> actions() {
        return actions;
    }

    boolean isPure(int number) {
        return pure[number];
    }

    int action(int call) {
        return action[call];
    }

    int slot(int call) {
        return slot[call];
    }

    /** Where the call returns, in lines of the history. */
    int returned(int call) {
        return entries.returned(call);
    }

    int kind(int call) {
        return kind[call];
    }

    int kinds() {
        return kinds.size();
    }

    /** The action that all operations of that kind share. */
    int kindAction(int number) {
        return kinds.get(number);
    }

    /** One of that kind, to stand for all of them. */
    Entry oneOf(int number) {
        return entries.get(ones.get(number));
    }

    int slots() {
        return slots;
    }

    /** How many operations the most frequent kind has. */
    int largestKind() {
        return largestKind;
    }

    /** How many calls have returned. */
    long determinate() {
        return entries.size() - entries.indeterminate();
    }
}
