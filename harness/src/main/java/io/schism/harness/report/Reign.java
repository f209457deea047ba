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

    private record Source(String node, long epoch) {}

    /** The places of the two calls of a reign that matter. */
    private static final class Seen {
        private int firstCompleted;
        private int lastInvoked;

        Seen(int call) {
            this.firstCompleted = call;
            this.lastInvoked = call;
        }
    }

    /** Every reign, by epoch. */
    static List<Reign> of(History history) {
        Map<Source, Seen> reigns = new LinkedHashMap<>();
        int calls = history.calls().size();
        for (int call = 0; call < calls; call++) {
            int completed = history.completedAt(call);
            if (completed < 0
                    || history.type(completed) != Operation.Type.OK
                    || Boolean.FALSE.equals(history.attribute(completed, "linearizable"))) {
                continue;
            }
            String node = Field.word(history.attribute(completed, "node"), "");
            if (!node.isEmpty() && history.attribute(completed, "epoch") instanceof Long epoch) {
                int first = call;
                Seen seen = reigns.computeIfAbsent(new Source(node, epoch), source -> new Seen(first));
                if (history.time(completed) < history.time(history.completedAt(seen.firstCompleted))) {
                    seen.firstCompleted = call;
                }
                seen.lastInvoked = call; // calls come in the order of their invocations
            }
        }
        List<Reign> all = new ArrayList<>();
        reigns.forEach((source, seen) -> all.add(new Reign(
                source.node(),
                source.epoch(),
                history.operations().get(history.completedAt(seen.firstCompleted)),
                history.operations().get(history.completedAt(seen.lastInvoked)),
                history.time(history.invokedAt(seen.lastInvoked)))));
        all.sort(Comparator.comparingLong(Reign::epoch)
                .thenComparing(reign -> reign.first().time()));
        return all;
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

    /** {@code E1 (epoch 1)}. */
    String shown() {
        return Shown.name(node) + " (epoch " + epoch + ")";
    }
}
