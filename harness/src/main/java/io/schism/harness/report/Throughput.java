package io.schism.harness.report;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        int calls = history.calls().size();
        Set<String> used = IntStream.range(0, calls)
                .mapToObj(call -> region(history, call))
                .collect(Collectors.toSet());
        order.names().stream()
                .filter(used::contains)
                .limit(MOST_REGIONS)
                .forEach(name -> regions.put(name, empty(name, buckets)));
        long closing = closingReads(history);
        for (int call = 0; call < calls && history.index(history.invokedAt(call)) <= closing; call++) {
            String own = region(history, call);
            Region region = regions.computeIfAbsent(
                    regions.size() < MOST_REGIONS || regions.containsKey(own) ? own : "others", n -> empty(n, buckets));
            int completed = history.completedAt(call);
            long time = history.time(completed < 0 ? history.invokedAt(call) : completed);
            int at = (int) Math.min(Math.max(time, 0) / bucket, buckets - 1);
            Operation.Type outcome = completed < 0 ? Operation.Type.INFO : history.type(completed);
            long[] counts =
                    switch (outcome) {
                        case OK -> region.ok();
                        case FAIL -> region.fail();
                        case INVOKE, INFO -> region.info();
                    };
            counts[at]++;
        }
        return new Throughput(bucket, new ArrayList<>(regions.values()));
    }

    /** Where the client of that call is; "" where its invocation does not tell. */
    static String region(History history, int call) {
        return Field.word(history.attribute(history.invokedAt(call), "region"), "");
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
