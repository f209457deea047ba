package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When each region had recovered: the earliest time after the first fault came in force from which 99 % of the calls
 * invoked over a window succeeded, the first of them too. The whole window must lie within the region's load.
 */
final class Recovery {
    private static final double ENOUGH = 0.99;

    private Recovery() {}

    /** Nanoseconds from the fault in force to recovery, by region; regions that did not recover are absent. */
    static Map<String, Long> nanos(History history, Map<String, List<Call>> load, long window) {
        Map<String, Long> recovered = new TreeMap<>();
        Operation fault = firstInForce(history);
        if (fault != null) {
            load.forEach((region, calls) -> {
                long since = nanos(calls, fault.time(), window);
                if (since >= 0) {
                    recovered.put(region, since);
                }
            });
        }
        return recovered;
    }

    /** The line that tells that the first fault came in force; null where none did. */
    static @Nullable Operation firstInForce(History history) {
        for (Operation line : history.nemesis()) {
            if ("in-force".equals(Fields.of(line.value()).text("state"))) {
                return line;
            }
        }
        return null;
    }

    private static long nanos(List<Call> calls, long fault, long window) {
        long end = end(calls);
        int[] answered = new int[calls.size() + 1];
        int first = 0;
        for (int place = 0; place < calls.size(); place++) {
            answered[place + 1] = answered[place] + (isAnswered(calls.get(place)) ? 1 : 0);
            first += time(calls, place) < fault ? 1 : 0;
        }
        int right = first;
        for (int place = first - 1; place < calls.size(); place++) {
            long start = place < first ? fault : time(calls, place);
            int left = Math.max(first, place);
            while (right < calls.size() && time(calls, right) < start + window) {
                right++;
            }
            boolean enough = right > left
                    && isAnswered(calls.get(left))
                    && answered[right] - answered[left] >= ENOUGH * (right - left);
            if (enough && start + window <= end) {
                return start - fault;
            }
        }
        return -1;
    }

    /** When the last of these calls ended, or began where it never did. */
    static long end(List<Call> calls) {
        return calls.stream().mapToLong(Recovery::lastTime).max().orElse(-1);
    }

    private static long time(List<Call> calls, int place) {
        return calls.get(place).invocation().time();
    }

    private static long lastTime(Call call) {
        return call.completion().orElse(call.invocation()).time();
    }

    /** The service did its work: ok, or a compare-and-set that it truthfully refused. */
    static boolean isAnswered(Call call) {
        return call.isOk()
                || call.isFailed()
                        && "mismatch".equals(call.completion().orElseThrow().text("error"));
    }
}
