package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.SingleCell;
import java.util.Optional;

/**
 * The fast exact engine for a single cell in which every written value is distinct and none is the initial one: zones
 * (Gibbons and Korach 1997, "Testing shared memories"), in O(n log n), with compare-and-set and indeterminate calls.
 *
 * <p>Distinct values tell which write a read saw, so that the calls of one value stand together in every
 * linearization; a cas ties its two values into one chain. A chain that admits an order of its own stands before
 * another one unless some call of the other returned before some call of the first was invoked: only the chain's
 * earliest return and latest invocation matter, and the intervals between them decide.
 */
final class Zones {
    static final String NAME = "zones";

    private static final String CONFLICT = "the times in which its values must have been held conflict";

    private final Clusters clusters;
    private final Budget budget;
    private final Budget.Share share;

    private Zones(Clusters clusters, Budget budget, Budget.Share share) {
        this.clusters = clusters;
        this.budget = budget;
        this.share = share;
    }

    /** What zones say; empty where a value is written twice, or the initial one again. */
    static <S> Optional<Outcome<S>> decide(SingleCell<S> cell, S initial, Entries entries, Budget budget) {
        try (Clusters clusters = new Clusters(budget);
                Budget.Share share = budget.share()) {
            Zones zones = new Zones(clusters, budget, share);
            if (!zones.gather(cell, initial, entries)) {
                return Optional.empty();
            }
            return Optional.of(zones.admitOrder() ? Outcome.valid(NAME) : Outcome.invalid(NAME, CONFLICT));
        } catch (Exhausted limit) {
            return Optional.of(Outcome.stopped(NAME, limit));
        }
    }

    /** Whether every value is written once. */
    private <S> boolean gather(SingleCell<S> cell, S initial, Entries entries) {
        share.pass("it told the values apart", entries.size());
        clusters.write(clusters.number(initial), Values.NONE, Clusters.BEFORE_ALL, Clusters.BEFORE_ALL);
        for (int entry = 0; entry < entries.size(); entry++) {
            share.tick();
            Action action = entries.action(entry);
            Optional<S> needed = cell.needs(action);
            if (cell.isPureRead(action)) {
                int read = clusters.number(needed.orElseThrow());
                clusters.read(read, entries.invoked(entry), entries.returned(entry));
                continue;
            }
            int written = clusters.number(cell.leaves(action));
            if (clusters.isWritten(written)) {
                return false;
            }
            int source = needed.isPresent() ? clusters.number(needed.get()) : Values.NONE;
            clusters.write(written, source, entries.invoked(entry), entries.returned(entry));
        }
        return true;
    }

    private boolean admitOrder() {
        share.pass("it asked who wrote what was there", 2L * clusters.size());
        for (int value = 0; value < clusters.size(); value++) {
            share.tick();
            boolean source = clusters.happened(value) && clusters.source(value) != Values.NONE;
            if (clusters.isRead(value) && !need(value) || source && !need(clusters.source(value))) {
                return false;
            }
        }
        return link() && chainsFit();
    }

    /** The value was there: so its writer happened, and what that one needed was there too. False where nobody wrote it. */
    private boolean need(int value) {
        for (int at = value; at != Values.NONE && !clusters.isNeeded(at); at = clusters.source(at)) {
            share.tick();
            if (!clusters.isWritten(at)) {
                return false;
            }
            clusters.need(at);
        }
        return true;
    }

    /** Ties the two values of each cas; a value that two of them took away is impossible. */
    private boolean link() {
        share.pass("it tied the values of each cas", clusters.size());
        for (int value = 0; value < clusters.size(); value++) {
            share.tick();
            if (clusters.happened(value) && clusters.source(value) != Values.NONE) {
                if (clusters.successor(clusters.source(value)) != Values.NONE) {
                    return false;
                }
                clusters.succeed(value);
            }
        }
        return true;
    }

    /** Whether each chain admits an order of its own, all values that were there are in one, and their zones fit. */
    private boolean chainsFit() {
        share.pass("it ordered the calls of each value", 2L * clusters.size());
        int chained = 0;
        int happened = 0;
        try (Intervals intervals = new Intervals(clusters.size(), budget)) {
            for (int value = 0; value < clusters.size(); value++) {
                share.tick();
                happened += clusters.happened(value) ? 1 : 0;
                if (clusters.happened(value) && !clusters.succeeds(value)) {
                    int length = walk(value, intervals);
                    if (length == 0) {
                        return false;
                    }
                    chained += length;
                }
            }
            return chained == happened && intervals.fit(share);
        }
    }

    /** How many values the chain has; 0 where it admits no order of its own. Keeps its zone. */
    private int walk(int first, Intervals intervals) {
        int latestInvocation = Clusters.BEFORE_ALL;
        int earliestReturn = Entry.NEVER;
        int length = 0;
        for (int at = first; at != Values.NONE; at = clusters.successor(at)) {
            share.tick();
            if (at != first && clusters.writeReturned(at) < latestInvocation) {
                return 0;
            }
            latestInvocation = Math.max(latestInvocation, clusters.writeInvoked(at));
            if (clusters.firstReadReturned(at) < latestInvocation) {
                return 0;
            }
            latestInvocation = Math.max(latestInvocation, clusters.lastReadInvoked(at));
            earliestReturn =
                    Math.min(earliestReturn, Math.min(clusters.writeReturned(at), clusters.firstReadReturned(at)));
            length++;
        }
        intervals.add(earliestReturn, latestInvocation);
        return length;
    }
}
