package io.schism.histories.check;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A time in which two primaries were acknowledged: from the first completion by the newer one to the last invocation that
 * the older one acknowledged after it.
 */
final class DualWindow {
    private final Ack newer;
    private final boolean shared;
    private final Set<String> nodes = new LinkedHashSet<>();
    private @Nullable Ack first;
    private @Nullable Ack last;
    private long count;

    private DualWindow(Ack newer, @Nullable Ack holder) {
        this.newer = newer;
        this.shared = holder != null;
        this.first = holder;
        if (holder != null) {
            nodes.add(holder.node());
        }
    }

    /** An older epoch served on after the newer one's first completion. */
    static DualWindow stale(Ack newer) {
        return new DualWindow(newer, null);
    }

    /** A second node acknowledged under the epoch of its holder. */
    static DualWindow shared(Ack holder, Ack second) {
        return new DualWindow(second, holder);
    }

    /** Another call of the older primary, invoked after the newer one's first completion; in order of invocation. */
    void add(Ack older) {
        first = first == null ? older : first;
        last = older;
        nodes.add(older.node());
        count++;
    }

    /** Whether both primaries acknowledged under one epoch. */
    boolean isShared() {
        return shared;
    }

    Ack newer() {
        return newer;
    }

    Ack first() {
        return first == null ? newer : first;
    }

    Ack last() {
        return last == null ? newer : last;
    }

    long count() {
        return count;
    }

    long from() {
        return newer.completion().time();
    }

    long to() {
        return last == null ? from() : last.invocation().time();
    }

    long nanos() {
        return to() - from();
    }

    /** The nodes of the older epoch, or the epoch's first holder. */
    List<String> olderNodes() {
        return List.copyOf(nodes);
    }

    /** The older primary's nodes, then the newer's. */
    List<String> nodes() {
        Set<String> both = new LinkedHashSet<>(nodes);
        both.add(newer.node());
        return List.copyOf(both);
    }

    List<Long> epochs() {
        return shared ? List.of(newer.epoch()) : List.of(first().epoch(), newer.epoch());
    }

    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("nodes", nodes());
        facts.put("epochs", epochs());
        facts.put("from-ns", from());
        facts.put("to-ns", to());
        facts.put("dual-primary-ms", Phrases.millis(nanos()));
        facts.put("acks", count);
        return facts;
    }
}
