package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The distinct actions of a partition, in numbers from 0 on, by first use. */
final class Actions {
    private static final int GOLDEN = 0x9E3779B9;
    private static final int FEW = 16;

    private static final int BYTES_AN_ACTION = 128;

    private final Entries entries;
    private final Budget.Share share;
    private final int[] numbers;
    private final List<Action> distinct = new ArrayList<>();

    /** Of each number the first call that did it. */
    private int[] first = new int[FEW];

    /** Numbers, one more than they are; open addressing with linear probing. */
    private int[] table = new int[2 * FEW];

    Actions(Entries entries, Budget.Share share) {
        this.entries = entries;
        this.share = share;
        share.reserve((long) Integer.BYTES * entries.size());
        this.numbers = new int[entries.size()];
        for (int entry = 0; entry < numbers.length; entry++) {
            share.tick();
            int at = find(entry);
            numbers[entry] = table[at] == 0 ? insert(at, entry) : table[at] - 1;
        }
    }

    /** Of each call the number of what it did. */
    int[] numbers() {
        return numbers;
    }

    /** By number. */
    List<Action> distinct() {
        return distinct;
    }

    /** Where in the table an action like that of the call stands, or would stand. */
    private int find(int entry) {
        int mask = table.length - 1;
        int hash = entries.hashAction(entry) * GOLDEN;
        int at = (hash ^ hash >>> 16) & mask;
        while (table[at] != 0 && !entries.equalActions(first[table[at] - 1], entry)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private int insert(int at, int entry) {
        int number = distinct.size();
        if (number == first.length) {
            grow();
            return insert(find(entry), entry);
        }
        distinct.add(entries.action(entry));
        first[number] = entry;
        table[at] = number + 1;
        return number;
    }

    /** Twice the room: the table is half full at most. */
    private void grow() {
        int known = first.length;
        share.reserve((long) (3 * Integer.BYTES + BYTES_AN_ACTION) * known);
        first = Arrays.copyOf(first, 2 * known);
        table = new int[4 * known];
        for (int number = 0; number < known; number++) {
            table[find(first[number])] = number + 1;
        }
    }
}
