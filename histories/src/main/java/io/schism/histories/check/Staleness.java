package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * STALE: what reads saw that do not claim to be linearizable ({@code :linearizable false}, from a replica's own copy). Such a read
 * may be late, and never wrong: a value that nobody can have written by then, or that was written to another key, makes
 * the run invalid. How late it is, is a figure.
 *
 * <p>A read's staleness is the time for which its value had certainly been overwritten when it was invoked: since the first
 * completion of a write that began after the value's own write had completed (Golab, Li and Shah 2011, "Analyzing
 * consistency properties for fun and profit"). A write without an answer overwrites nothing for certain, and its value is
 * never certainly old.
 *
 * <p>Figures: {@code local-reads}, {@code stale-reads}, {@code staleness-max-ms}, {@code invented-reads}. Without such a read: unknown.
 */
public final class Staleness implements Checker {
    private static final int MOST_EVIDENCE = 5;

    @Override
    public String name() {
        return "STALE";
    }

    @Override
    public Verdict check(History history) {
        Map<Object, KeyWrites> writes = new HashMap<>();
        List<Call> reads = new ArrayList<>();
        for (Call call : history.calls()) {
            Object key = Keyed.key(call.invocation());
            if (isLocalRead(call)) {
                reads.add(call);
            } else if (key != null && !call.isFailed() && !call.invocation().f().equals("read")) {
                writes.computeIfAbsent(key, k -> new KeyWrites()).add(call);
            }
        }
        if (reads.isEmpty()) {
            String reason = "no ok read is marked as replica-local";
            return new Verdict(name(), Validity.UNKNOWN, reason, Map.of("local-reads", 0L), List.of());
        }
        return judge(reads, writes);
    }

    private static boolean isLocalRead(Call call) {
        return call.isOk()
                && call.invocation().f().equals("read")
                && Boolean.FALSE.equals(call.invocation().attributes().get("linearizable"));
    }

    private Verdict judge(List<Call> reads, Map<Object, KeyWrites> writes) {
        List<Evidence> invented = new ArrayList<>();
        long inventedCount = 0;
        long stale = 0;
        long longest = 0;
        Call stalest = null;
        for (Call read : reads) {
            Object key = Keyed.key(read.invocation());
            KeyWrites ofKey = key == null ? KeyWrites.NONE : writes.getOrDefault(key, KeyWrites.NONE);
            long staleness = ofKey.staleness(read);
            if (staleness == KeyWrites.INVENTED) {
                inventedCount++;
                if (invented.size() < MOST_EVIDENCE) {
                    invented.add(told(read, " returned what nobody had written to that key"));
                }
            } else if (staleness > 0) {
                stale++;
                if (staleness > longest) {
                    longest = staleness;
                    stalest = read;
                }
            }
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("local-reads", (long) reads.size());
        figures.put("stale-reads", stale);
        figures.put("staleness-max-ms", Phrases.millis(longest));
        figures.put("invented-reads", inventedCount);
        if (inventedCount > 0) {
            String reason = Phrases.count(inventedCount, "replica-local read") + " returned what nobody had written";
            return new Verdict(name(), Validity.INVALID, reason, figures, invented);
        }
        List<Evidence> evidence = stalest == null
                ? List.of()
                : List.of(told(stalest, " returned a value that had been overwritten for " + Phrases.seconds(longest)));
        String reason = stale + " of " + Phrases.count(reads.size(), "replica-local read") + " were stale"
                + (stale > 0 ? ", by at most " + Phrases.seconds(longest) : "");
        return new Verdict(name(), Validity.VALID, reason, figures, evidence);
    }

    private static Evidence told(Call read, String what) {
        return Evidence.of(
                Phrases.call(read) + " (" + Phrases.line(read.completion().orElseThrow()) + ")" + what,
                List.of(
                        read.invocation().index(),
                        read.completion().orElseThrow().index()));
    }
}
