package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.SingleCell;
import io.schism.histories.verdict.Validity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fast exact engine for a single cell in which every written value is distinct and none is the initial one: zones
 * (Gibbons and Korach 1997, "Testing shared memories"), in O(n log n), with compare-and-set and indeterminate calls.
 *
 * <p>Distinct values tell which write a read saw, so that the calls of one value stand together in every
 * linearization; a cas ties its two values into one chain. A chain that admits an order of its own stands before
 * another one unless some call of the other returned before some call of the first was invoked: only the chain's
 * earliest return and latest invocation matter, and the intervals between them decide.
 */
final class Zones<S> {
    static final String NAME = "zones";

    /** Before everything that may be relaxed to the start. */
    private static final int BEFORE_ALL = Entry.START - 1;

    /** The calls of one value. */
    private static final class Cluster<S> {
        /** What its writer needed, where that is a cas. */
        @Nullable
        S source;

        boolean written;
        int writeInvoked;
        int writeReturned;
        boolean happened;
        boolean needed;
        int firstReadReturned = Integer.MAX_VALUE;
        int lastReadInvoked = BEFORE_ALL;

        @Nullable
        Cluster<S> successor;

        boolean succeeds;
    }

    /** An interval in which a chain must lie ({@code start < end} as it stands), or may lie where it likes. */
    private record Zone(int start, int end) {}

    private final SingleCell<S> cell;
    private final S initial;
    private final Map<S, Cluster<S>> clusters = new HashMap<>();
    private final List<Zone> forward = new ArrayList<>();
    private final List<Zone> backward = new ArrayList<>();
    private boolean impossible;

    private Zones(SingleCell<S> cell, S initial) {
        this.cell = cell;
        this.initial = initial;
    }

    /** The verdict; empty where a value is written twice, or the initial one again. */
    static <S> Optional<Validity> decide(SingleCell<S> cell, S initial, Entries entries) {
        Zones<S> zones = new Zones<>(cell, initial);
        if (!zones.gather(entries)) {
            return Optional.empty();
        }
        return Optional.of(zones.admitsOrder() ? Validity.VALID : Validity.INVALID);
    }

    private Cluster<S> cluster(S value) {
        return clusters.computeIfAbsent(value, v -> new Cluster<>());
    }

    private boolean gather(Entries entries) {
        Cluster<S> first = cluster(initial);
        first.written = true;
        first.happened = true;
        first.writeInvoked = BEFORE_ALL;
        first.writeReturned = BEFORE_ALL;
        for (int entry = 0; entry < entries.size(); entry++) {
            Action action = entries.action(entry);
            if (cell.isPureRead(action)) {
                Cluster<S> read = cluster(cell.needs(action).orElseThrow());
                read.firstReadReturned = Math.min(read.firstReadReturned, entries.returned(entry));
                read.lastReadInvoked = Math.max(read.lastReadInvoked, entries.invoked(entry));
                continue;
            }
            Cluster<S> written = cluster(cell.leaves(action));
            if (written.written) {
                return false;
            }
            written.written = true;
            written.writeInvoked = entries.invoked(entry);
            written.writeReturned = entries.returned(entry);
            written.happened = !entries.isIndeterminate(entry);
            written.source = cell.needs(action).orElse(null);
        }
        return true;
    }

    private boolean admitsOrder() {
        for (Cluster<S> cluster : List.copyOf(clusters.values())) {
            if (cluster.firstReadReturned != Integer.MAX_VALUE) {
                need(cluster);
            }
            if (cluster.happened && cluster.source != null) {
                need(cluster(cluster.source));
            }
        }
        if (impossible || !link()) {
            return false;
        }
        int chained = 0;
        int happened = 0;
        for (Cluster<S> cluster : clusters.values()) {
            happened += cluster.happened ? 1 : 0;
            if (cluster.happened && !cluster.succeeds) {
                int length = walk(cluster);
                if (length == 0) {
                    return false;
                }
                chained += length;
            }
        }
        return chained == happened && zonesFit();
    }

    /** The value was there: so its writer happened, and what that one needed was there too. */
    private void need(Cluster<S> cluster) {
        Cluster<S> at = cluster;
        while (!at.needed) {
            at.needed = true;
            if (!at.written) {
                impossible = true;
                return;
            }
            at.happened = true;
            if (at.source == null) {
                return;
            }
            at = cluster(at.source);
        }
    }

    /** Ties the two values of each cas; a value that two of them took away is impossible. */
    private boolean link() {
        for (Cluster<S> cluster : clusters.values()) {
            if (cluster.happened && cluster.source != null) {
                Cluster<S> source = cluster(cluster.source);
                if (source.successor != null) {
                    return false;
                }
                source.successor = cluster;
                cluster.succeeds = true;
            }
        }
        return true;
    }

    /** How many values the chain has; 0 where it admits no order of its own. Keeps its zone. */
    private int walk(Cluster<S> first) {
        int latestInvocation = BEFORE_ALL;
        int earliestReturn = Integer.MAX_VALUE;
        int length = 0;
        for (Cluster<S> at = first; at != null; at = at.successor) {
            if (at != first && at.writeReturned < latestInvocation) {
                return 0;
            }
            latestInvocation = Math.max(latestInvocation, at.writeInvoked);
            if (at.firstReadReturned < latestInvocation) {
                return 0;
            }
            latestInvocation = Math.max(latestInvocation, at.lastReadInvoked);
            earliestReturn = Math.min(earliestReturn, Math.min(at.writeReturned, at.firstReadReturned));
            length++;
        }
        if (earliestReturn < latestInvocation) {
            forward.add(new Zone(earliestReturn, latestInvocation));
        } else {
            backward.add(new Zone(latestInvocation, earliestReturn));
        }
        return length;
    }

    /** No two forward zones overlap, and no backward zone lies within a forward one. */
    private boolean zonesFit() {
        forward.sort(Comparator.comparingInt(Zone::start));
        for (int later = 1; later < forward.size(); later++) {
            if (forward.get(later - 1).end() > forward.get(later).start()) {
                return false;
            }
        }
        backward.sort(Comparator.comparingInt(Zone::start));
        int around = -1;
        for (Zone zone : backward) {
            while (around + 1 < forward.size() && forward.get(around + 1).start() < zone.start()) {
                around++;
            }
            if (around >= 0 && forward.get(around).end() > zone.end()) {
                return false;
            }
        }
        return true;
    }
}
