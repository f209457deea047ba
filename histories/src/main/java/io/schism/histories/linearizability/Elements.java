package io.schism.histories.linearizability;

import io.schism.histories.model.Container;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The elements that passed through a container, and for each of them who put it in and who took it out.
 *
 * <p>With distinct elements a take tells which put it belongs to. That leaves takes whose answer is unknown, and
 * elements that are left behind: surely put in, and taken by nobody known. A lost take is of use only to carry off one
 * of these, and the k-th of them by the time by which it was surely in is given the k-th lost take by invocation, which
 * loses nothing. For a lost take never ends, so that all it has to satisfy is to be invoked before the moment at which
 * the element must be gone, and that moment is never earlier for an element that was surely in later (a later one is in
 * nobody's way before an earlier one is): so as many elements as must be gone by any moment need as many lost takes
 * invoked before, and the first ones serve best. A put without an end whose element nobody took may be left out.
 */
final class Elements {
    static final int NONE = -1;

    /** Before everything that may be relaxed to the start. */
    static final int BEFORE_ALL = Entry.START - 1;

    /** In columns, and where each call has an element of its own. */
    private static final int BYTES_A_CALL = 13 + 72;

    private final Entries entries;
    private final Timeline timeline;
    private final Budget.Share share;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Object> values = new ArrayList<>();
    private final int[] element;
    private final boolean[] puts;
    private final int[] put;
    private final int[] take;
    private final int[] contents;
    private boolean distinct = true;
    private boolean foundEmpty;

    <S> Elements(Container<S> container, S initial, Entries entries, Budget.Share share) {
        this.entries = entries;
        this.share = share;
        share.reserve((long) BYTES_A_CALL * entries.size());
        this.timeline = Timeline.of(entries, share);
        List<Object> inside = container.contents(initial);
        this.element = new int[entries.size()];
        this.puts = new boolean[entries.size()];
        this.put = new int[entries.size() + inside.size()];
        this.take = new int[entries.size() + inside.size()];
        Arrays.fill(put, NONE);
        Arrays.fill(take, NONE);
        this.contents = inside.stream().mapToInt(this::number).toArray();
        distinct = values.size() == contents.length;
        share.pass("it told the elements apart", entries.size());
        for (int call = 0; call < element.length; call++) {
            share.tick();
            gather(container, call);
        }
    }

    private <S> void gather(Container<S> container, int call) {
        Optional<Object> in = container.puts(entries.action(call));
        if (in.isPresent()) {
            element[call] = number(in.get());
            puts[call] = true;
            distinct &= put[element[call]] == NONE && element[call] >= contents.length;
            put[element[call]] = call;
            return;
        }
        element[call] = NONE;
        if (!entries.isIndeterminate(call)) {
            Optional<Object> out = container.takes(entries.action(call));
            foundEmpty |= out.isEmpty();
            if (out.isPresent()) {
                element[call] = number(out.get());
                take[element[call]] = call;
            }
        }
    }

    private int number(Object value) {
        Integer number = numbers.putIfAbsent(value, values.size());
        if (number != null) {
            return number;
        }
        values.add(value);
        return values.size() - 1;
    }

    /** Whether each element was put in once only. */
    boolean areDistinct() {
        return distinct;
    }

    /** Whether some take found nothing. */
    boolean foundEmpty() {
        return foundEmpty;
    }

    /**
     * The first take that ended before its element had been put in often enough; {@link #NONE} where there is none. To
     * put in as early and to take as late as possible is best for this, whatever the order of the container.
     */
    int unsupplied() {
        share.pass("it counted what was put in and taken out", timeline.size());
        int[] inside = new int[values.size()];
        for (int number : contents) {
            inside[number]++;
        }
        for (int event = 0; event < timeline.size(); event++) {
            share.tick();
            int call = timeline.call(event);
            if (puts[call] && !timeline.isReturnAt(event)) {
                inside[element[call]]++;
            } else if (!puts[call]
                    && element[call] != NONE
                    && timeline.isReturnAt(event)
                    && --inside[element[call]] < 0) {
                return call;
            }
        }
        return NONE;
    }

    /** Gives lost takes to the elements that are left behind. Only where elements are distinct, and before sweeps. */
    void giveLostTakes() {
        share.pass("it gave lost takes to what is left behind", timeline.size());
        List<Integer> left = new ArrayList<>();
        List<Integer> lost = new ArrayList<>();
        for (int number : contents) {
            if (take[number] == NONE) {
                left.add(number);
            }
        }
        for (int event = 0; event < timeline.size(); event++) {
            share.tick();
            int call = timeline.call(event);
            if (puts[call] && timeline.isReturnAt(event) && take[element[call]] == NONE) {
                left.add(element[call]);
            } else if (!puts[call] && entries.isIndeterminate(call)) {
                lost.add(call);
            }
        }
        for (int pair = 0; pair < Math.min(left.size(), lost.size()); pair++) {
            take[left.get(pair)] = lost.get(pair);
            element[lost.get(pair)] = left.get(pair);
        }
    }

    Timeline timeline() {
        return timeline;
    }

    Budget.Share share() {
        return share;
    }

    int count() {
        return values.size();
    }

    Object value(int number) {
        return values.get(number);
    }

    /** Those that are inside from the start, in order. */
    int[] contents() {
        return contents;
    }

    boolean puts(int call) {
        return puts[call];
    }

    /** What the call puts or takes; {@link #NONE} where it found nothing, or took nothing that matters. */
    int of(int call) {
        return element[call];
    }

    /** From when on it has surely been put in. */
    int surelyIn(int number) {
        int in = put[number] == NONE ? BEFORE_ALL : entries.returned(put[number]);
        return Math.min(in, surelyOut(number));
    }

    /** Until when it cannot have been taken out. */
    int stays(int number) {
        if (take[number] == NONE) {
            return Entry.NEVER;
        }
        int in = put[number] == NONE ? BEFORE_ALL : entries.invoked(put[number]);
        return Math.max(in, entries.invoked(take[number]));
    }

    /** From when on it has surely been taken out. */
    int surelyOut(int number) {
        return take[number] == NONE ? Entry.NEVER : entries.returned(take[number]);
    }

    /** The calls that put the element in and took it out, as far as there are any. */
    List<Entry> calls(int number) {
        List<Entry> calls = new ArrayList<>();
        if (put[number] != NONE) {
            calls.add(entries.get(put[number]));
        }
        if (take[number] != NONE) {
            calls.add(entries.get(take[number]));
        }
        return calls;
    }
}
