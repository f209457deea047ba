package io.schism.histories.linearizability;

/**
 * Whether distinct elements may have left in the order in which they came.
 *
 * <p>Element a must come and leave before b where a was surely in before b's put was invoked, or surely out before b's
 * take was. With "surely in" no later than "surely out" and "comes" no later than "leaves" these two are interval
 * orders, and any order of the elements that contains both gives a linearization: puts in that order, each as early as
 * possible, takes in that order, each as late as possible. A shortest cycle of the two orders has two elements: in a
 * longer one the orders alternate, and of two steps of one order, a before b and c before d, the one with the earlier
 * end also comes before the target of the other, which leaves a shorter cycle. So only pairs have to be looked at: a was
 * in before b, and b was out before a (Henzinger, Sezgin and Vafeiadis 2013, "Aspect-oriented linearizability proofs";
 * Abdulla et al. 2025, "Efficient linearizability monitoring"; Lee and Mathur 2025).
 */
final class FifoOrder {
    private final Elements elements;
    private final boolean[] settled;

    /** Among those surely in, the one that stays for longest. */
    private int longest = Elements.NONE;

    private int overtaker = Elements.NONE;

    FifoOrder(Elements elements) {
        this.elements = elements;
        this.settled = new boolean[elements.count()];
    }

    /** Whether no element overtakes another. */
    boolean isKept() {
        for (int number : elements.contents()) {
            if (!comes(number)) {
                return false;
            }
            settle(number);
        }
        Timeline timeline = elements.timeline();
        elements.share().pass("it compared the orders of coming and leaving", timeline.size());
        for (int event = 0; event < timeline.size(); event++) {
            elements.share().tick();
            int call = timeline.call(event);
            int number = elements.of(call);
            if (timeline.isReturnAt(event)) {
                if (number != Elements.NONE) {
                    settle(number);
                }
            } else if (elements.puts(call) && !comes(number)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no element that is in already stays behind the one that comes. */
    private boolean comes(int number) {
        if (longest == Elements.NONE || elements.surelyOut(number) >= elements.stays(longest)) {
            return true;
        }
        overtaker = number;
        return false;
    }

    private void settle(int number) {
        if (!settled[number]) {
            settled[number] = true;
            if (longest == Elements.NONE || elements.stays(number) > elements.stays(longest)) {
                longest = number;
            }
        }
    }

    /** The element that left too early, once the order is not kept. */
    int overtaker() {
        return overtaker;
    }

    /** The one that it overtook. */
    int overtaken() {
        return longest;
    }
}
