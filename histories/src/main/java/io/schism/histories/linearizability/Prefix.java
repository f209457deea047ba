package io.schism.histories.linearizability;

import io.schism.histories.model.Model;
import io.schism.histories.verdict.Validity;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How far a history is linearizable. A prefix is what is known when a call completes: calls still open then are
 * indeterminate. Every prefix of a linearizable history is linearizable, so the first one that is not is found by halving,
 * with whatever engine is fastest.
 */
final class Prefix {
    private Prefix() {}

    /**
     * The call at whose completion no linearization is left; empty where the budget did not suffice to tell.
     *
     * @param from a place before which every prefix is known to be linearizable
     */
    static <S> OptionalInt firstFailing(Model<S> model, S initial, Entries entries, int from, Budget budget) {
        int[] byReturn;
        try (Budget.Share share = budget.share()) {
            byReturn = byReturn(Timeline.of(entries, share), entries, from);
        } catch (Exhausted limit) {
            return OptionalInt.empty();
        }
        int low = 0;
        int high = byReturn.length - 1;
        // Where the search knows the place it is the first one, mostly.
        for (int middle = 0; low < high; middle = (low + high) >>> 1) {
            Entries known = knownAt(model, entries, entries.returned(byReturn[middle]));
            Validity validity = Engines.decide(model, initial, known, budget).validity();
            if (validity == Validity.UNKNOWN) {
                return OptionalInt.empty();
            }
            if (validity == Validity.INVALID) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return high < 0 ? OptionalInt.empty() : OptionalInt.of(byReturn[low]);
    }

    /** The calls that returned from that place on, in that order. */
    private static int[] byReturn(Timeline timeline, Entries entries, int from) {
        int[] calls = new int[timeline.size()];
        int count = 0;
        for (int event = 0; event < calls.length; event++) {
            int call = timeline.call(event);
            if (timeline.isReturnAt(event) && entries.returned(call) >= from) {
                calls[count++] = call;
            }
        }
        return Arrays.copyOf(calls, count);
    }

    /** What is known at a place: the calls invoked before it, those that have not returned by then without their answers. */
    static Entries knownAt(Model<?> model, Entries entries, int place) {
        Entries known = entries.choice();
        for (int entry = 0; entry < entries.size() && entries.invoked(entry) < place; entry++) {
            if (entries.returned(entry) <= place) {
                known.choose(entries, entry);
            } else if (!model.isPureRead(entries.action(entry).forgotten())) {
                known.chooseOpen(entries, entry);
            }
        }
        return known;
    }
}
