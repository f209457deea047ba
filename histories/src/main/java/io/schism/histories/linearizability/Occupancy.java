package io.schism.histories.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the container of distinct elements may have been empty at some moment of each take that found nothing.
 *
 * <p>An element is surely inside from the moment at which it has surely been put in until its take is invoked; all
 * others can have come and left in no time. A moment at which none is surely inside parts the elements into those that
 * left before and those that come after, in agreement with the order in which they came and left: where that order has
 * no cycle, it has none with such a moment in between either. So it is enough that each take finds one.
 */
final class Occupancy {
    private final Elements elements;
    private final Entries entries;
    private final boolean[] inside;
    private int count;

    /** The end of the last time at which nothing was surely inside. */
    private int lastEmpty = Elements.BEFORE_ALL;

    Occupancy(Elements elements, Entries entries) {
        this.elements = elements;
        this.entries = entries;
        this.inside = new boolean[elements.count()];
    }

    /** The first take that found nothing though something was surely inside all the time; else none. */
    int refuted() {
        for (int number : elements.contents()) {
            enter(number, Elements.BEFORE_ALL);
        }
        Timeline timeline = elements.timeline();
        elements.share().pass("it looked for moments at which it was empty", timeline.size());
        for (int event = 0; event < timeline.size(); event++) {
            elements.share().tick();
            int call = timeline.call(event);
            int number = elements.of(call);
            boolean returns = timeline.isReturnAt(event);
            if (elements.puts(call)) {
                if (returns && entries.returned(call) < elements.stays(number)) {
                    enter(number, entries.returned(call));
                }
            } else if (number == Elements.NONE) {
                if (returns && count > 0 && lastEmpty <= entries.invoked(call)) {
                    return call;
                }
            } else if (!returns && inside[number]) {
                inside[number] = false;
                count--;
            }
        }
        return Elements.NONE;
    }

    private void enter(int number, int line) {
        if (count == 0) {
            lastEmpty = line;
        }
        inside[number] = true;
        count++;
    }

    /** A few elements of which one was surely inside at every moment of that call. */
    List<Integer> cover(int call) {
        int[] candidates = IntStream.range(0, elements.count())
                .filter(number -> elements.surelyIn(number) < elements.stays(number))
                .filter(number -> elements.surelyIn(number) < entries.returned(call)
                        && elements.stays(number) > entries.invoked(call))
                .boxed()
                .sorted(Comparator.comparingInt(elements::surelyIn))
                .mapToInt(number -> number)
                .toArray();
        List<Integer> cover = new ArrayList<>();
        int until = entries.invoked(call);
        for (int next = 0; until < entries.returned(call); ) {
            int best = candidates[next++];
            for (; next < candidates.length && elements.surelyIn(candidates[next]) <= until; next++) {
                best = elements.stays(candidates[next]) > elements.stays(best) ? candidates[next] : best;
            }
            cover.add(best);
            until = elements.stays(best);
        }
        return cover;
    }
}
