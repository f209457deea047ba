package io.schism.harness.report;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Client calls counted by region, outcome and time of completion, the closing reads aside. A call that never completed
 * counts where it began.
 *
 * @param bucket the width of a bucket in nanoseconds
 */
record Throughput(long bucket, List<Region> regions) {
    private static final int MOST_BUCKETS = 900;
    private static final int MOST_REGIONS = 24;

    /** The counts of one region, a number a bucket. */
    record Region(String name, long[] ok, long[] fail, long[] info) {
        long sumOk() {
            return sum(ok);
        }

        long sumFail() {
            return sum(fail);
        }

        long sumInfo() {
            return sum(info);
        }

        private static long sum(long[] counts) {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        }
    }

    static Throughput of(History history, Regions order, long to) {
        long bucket = width(to);
        int buckets = (int) (to / bucket) + 1;
        Map<String, Region> regions = new LinkedHashMap<>();
        Set<String> used = history.calls().stream()
                .map(c -> c.invocation().text("region"))
                .collect(Collectors.toCollection(HashSet::new));
        order.names().stream()
                .filter(used::contains)
                .limit(MOST_REGIONS)
                .forEach(name -> regions.put(name, empty(name, buckets)));
        long closing = closingReads(history);
        for (Call call : history.calls()) {
            if (call.invocation().index() > closing) {
                break;
            }
            String name = call.invocation().text("region");
            String own = name == null ? "" : name;
            Region region = regions.computeIfAbsent(
                    regions.size() < MOST_REGIONS || regions.containsKey(own) ? own : "others", n -> empty(n, buckets));
            long time = call.completion().orElse(call.invocation()).time();
            int at = (int) Math.min(Math.max(time, 0) / bucket, buckets - 1);
            long[] counts = call.isOk() ? region.ok() : call.isFailed() ? region.fail() : region.info();
            counts[at]++;
        }
        return new Throughput(bucket, new ArrayList<>(regions.values()));
    }

    /** Where the closing reads begin: thousands in a second, which would flatten everything before. */
    static long closingReads(History history) {
        return history.nemesis().stream()
                .filter(o -> o.f().equals("phase") && Keyword.of("final").equals(o.value()))
                .mapToLong(Operation::index)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static Region empty(String name, int buckets) {
        return new Region(Shown.name(name), new long[buckets], new long[buckets], new long[buckets]);
    }

    /** A width that people can read, so that the run has at most so many buckets: 0.5, 1, 2.5, 5, 10 ... s. */
    private static long width(long to) {
        long width = 500_000_000L;
        for (int step = 0; to / width > MOST_BUCKETS; step++) {
            width = step % 3 == 1 ? width / 2 * 5 : width * 2;
        }
        return width;
    }

    long ok() {
        return regions.stream().mapToLong(Region::sumOk).sum();
    }

    long fail() {
        return regions.stream().mapToLong(Region::sumFail).sum();
    }

    long info() {
        return regions.stream().mapToLong(Region::sumInfo).sum();
    }

    long total() {
        return ok() + fail() + info();
    }
}
