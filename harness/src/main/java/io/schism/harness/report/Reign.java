package io.schism.harness.report;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One node's acknowledgements under one epoch, as clients received them. Reads that do not claim to be linearizable do
 * not count: any replica may answer those.
 *
 * @param first the earliest completion
 * @param last the acknowledged operation that was invoked last, by its completion
 * @param lastInvoked when that was invoked
 */
record Reign(String node, long epoch, Operation first, Operation last, long lastInvoked) {

    /** Two reigns that overlap: the older epoch still acknowledged after the newer had. */
    record Overlap(Reign older, Reign newer) {
        long from() {
            return newer.first().time();
        }

        long to() {
            return older.lastInvoked();
        }
    }

    /** Every reign, by epoch. */
    static List<Reign> of(History history) {
        Map<String, Reign> reigns = new LinkedHashMap<>();
        for (Call call : history.calls()) {
            Operation done = call.completionOrNull();
            if (done == null
                    || !call.isOk()
                    || Boolean.FALSE.equals(done.attributes().get("linearizable"))) {
                continue;
            }
            String node = done.text("node");
            OptionalLong epoch = done.number("epoch");
            if (node != null && epoch.isPresent()) {
                Reign one = new Reign(
                        node, epoch.getAsLong(), done, done, call.invocation().time());
                reigns.merge(node + " " + epoch.getAsLong(), one, Reign::with);
            }
        }
        return reigns.values().stream()
                .sorted(Comparator.comparingLong(Reign::epoch)
                        .thenComparing(r -> r.first().time()))
                .toList();
    }

    /** The longest time in which an older epoch acknowledged beside a newer one, if any did. */
    static Optional<Overlap> longestOverlap(List<Reign> reigns) {
        List<Overlap> overlaps = new ArrayList<>();
        for (Reign older : reigns) {
            for (Reign newer : reigns) {
                Overlap overlap = new Overlap(older, newer);
                if (older.epoch() < newer.epoch() && overlap.to() > overlap.from()) {
                    overlaps.add(overlap);
                }
            }
        }
        return overlaps.stream().max(Comparator.comparingLong(o -> o.to() - o.from()));
    }

    /** Whether that call is one of those. */
    boolean acknowledged(Call call) {
        Operation done = call.completionOrNull();
        return done != null
                && call.isOk()
                && !Boolean.FALSE.equals(done.attributes().get("linearizable"))
                && node.equals(done.text("node"))
                && done.number("epoch").orElse(-1) == epoch;
    }

    private Reign with(Reign one) {
        boolean later = one.lastInvoked > lastInvoked;
        return new Reign(
                node,
                epoch,
                one.first.time() < first.time() ? one.first : first,
                later ? one.last : last,
                Math.max(lastInvoked, one.lastInvoked));
    }

    /** {@code E1 (epoch 1)}. */
    String shown() {
        return Shown.name(node) + " (epoch " + epoch + ")";
    }
}
