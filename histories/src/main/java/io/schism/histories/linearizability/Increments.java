package io.schism.histories.linearizability;

import io.schism.histories.model.Tally;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The fast exact engine for sums in which all amounts are the same, in O(n log n); adds of nothing are no calls. (With
 * different amounts it would have to find a subset with a given sum.)
 *
 * <p>A read tells how many adds had taken effect. One sweep keeps that number as low as it can be: an add takes effect
 * when its completion forces it, or when that of a read does that saw more, and then the pending add that must return
 * first is taken. In no linearization is the number lower at any moment. For consider the last moment at which an add
 * was taken that has not returned yet: all that returned since and were pending then had been taken, so that those
 * taken since were invoked and have returned since, and count in every linearization. So a read that began after its
 * number was passed, or ended before enough adds were invoked, fits in none.
 */
final class Increments<S> {
    static final String NAME = "increments";
    private static final int NEVER_REACHED = -1;

    /** Its marks, the line at which it took effect, and a place among those that are pending. */
    private static final int BYTES_A_CALL = 6 + 8;

    private final Tally<S> tally;
    private final Entries entries;
    private final Timeline timeline;
    private final Budget.Clock clock;
    private final boolean[] adds;
    private final boolean[] done;
    private final PriorityQueue<Integer> pending;

    /** For each number that was passed, the line at which the next add took effect. */
    private final int[] passedAt;

    private final BigInteger start;
    private BigInteger amount = BigInteger.ZERO;
    private int count;

    private Increments(Tally<S> tally, S initial, Entries entries, Budget.Share share) {
        this.tally = tally;
        this.entries = entries;
        this.clock = share;
        share.reserve((long) BYTES_A_CALL * entries.size());
        this.timeline = Timeline.of(entries, share);
        this.start = tally.sum(initial);
        this.adds = new boolean[entries.size()];
        this.done = new boolean[entries.size()];
        this.passedAt = new int[entries.size()];
        this.pending = new PriorityQueue<>(Comparator.comparingInt(entries::returned));
    }

    static <S> Optional<Outcome<S>> decide(Tally<S> tally, S initial, Entries entries, Budget budget) {
        try (Budget.Share share = budget.share()) {
            Increments<S> increments = new Increments<>(tally, initial, entries, share);
            return increments.gather() ? Optional.of(increments.sweep()) : Optional.empty();
        } catch (Exhausted limit) {
            return Optional.of(Outcome.stopped(NAME, limit));
        }
    }

    /** Whether all amounts are the same. */
    private boolean gather() {
        for (int call = 0; call < adds.length; call++) {
            clock.tick();
            Optional<BigInteger> added = tally.adds(entries.action(call));
            if (added.isPresent()) {
                adds[call] = true;
                done[call] = added.get().signum() == 0;
                if (!done[call]) {
                    if (amount.signum() != 0 && !amount.equals(added.get())) {
                        return false;
                    }
                    amount = added.get();
                }
            }
        }
        return true;
    }

    private Outcome<S> sweep() {
        int event = 0;
        try {
            for (; event < timeline.size(); event++) {
                clock.tick();
                if (!meet(event)) {
                    return impossible(timeline.call(event));
                }
            }
            return Outcome.valid(NAME);
        } catch (Exhausted limit) {
            return Outcome.stopped(NAME, limit, entries.get(timeline.call(event)), event, timeline.size());
        }
    }

    /** Whether what a read saw was there. */
    private boolean meet(int event) {
        int call = timeline.call(event);
        if (done[call]) {
            return true;
        }
        if (!timeline.isReturnAt(event)) {
            if (adds[call]) {
                pending.add(call);
            }
            return true;
        }
        if (adds[call]) {
            take(call, entries.returned(call));
            return true;
        }
        return read(call);
    }

    private void take(int call, int line) {
        done[call] = true;
        passedAt[count++] = line;
    }

    /** Whether the number that the read saw was there at some moment of it, or can be reached now. */
    private boolean read(int call) {
        int seen = seen(call);
        while (count < seen && takeFirst(entries.returned(call))) {
            clock.tick();
        }
        return seen == count || seen != NEVER_REACHED && seen < count && passedAt[seen] > entries.invoked(call);
    }

    /** How many adds make up what the read answered. */
    private int seen(int call) {
        BigInteger grown = tally.reads(entries.action(call)).subtract(start);
        if (grown.signum() == 0) {
            return 0;
        }
        if (amount.signum() == 0 || grown.signum() != amount.signum()) {
            return NEVER_REACHED;
        }
        BigInteger[] times = grown.divideAndRemainder(amount);
        return times[1].signum() == 0 && times[0].bitLength() < Integer.SIZE ? times[0].intValue() : NEVER_REACHED;
    }

    private boolean takeFirst(int line) {
        while (!pending.isEmpty()) {
            int call = pending.remove();
            if (!done[call]) {
                take(call, line);
                return true;
            }
        }
        return false;
    }

    private Outcome<S> impossible(int call) {
        Object answer = tally.reads(entries.action(call));
        int seen = seen(call);
        String why = seen == NEVER_REACHED
                ? "no adds of " + amount + " lead there from " + start
                : seen < count ? "the sum had passed it when the read began" : "too few adds had begun by then";
        return Outcome.invalid(
                NAME, entries.get(call), "read returned " + answer + "; " + why, List.of(entries.get(call)));
    }
}
