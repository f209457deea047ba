package io.schism.harness.report;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long successful calls took, in milliseconds, by region and time of completion; the closing reads aside. */
record Latency(List<Region> regions) {
    /** Quantiles of one region, a number a bucket of the throughput; NaN where nothing succeeded. */
    record Region(String name, double[] median, double[] p90, double[] p99, double[] most) {}

    /** The durations of one region in the order of completion's bucket, grown as they come. */
    private static final class Taken {
        private final List<long[]> buckets;
        private final int[] sizes;

        Taken(int buckets) {
            this.buckets = new ArrayList<>(java.util.Collections.nCopies(buckets, new long[0]));
            this.sizes = new int[buckets];
        }

        void add(int bucket, long nanos) {
            long[] known = buckets.get(bucket);
            if (sizes[bucket] == known.length) {
                known = Arrays.copyOf(known, Math.max(8, known.length * 2));
                buckets.set(bucket, known);
            }
            known[sizes[bucket]++] = nanos;
        }

        Region region(String name) {
            int count = sizes.length;
            Region region =
                    new Region(name, new double[count], new double[count], new double[count], new double[count]);
            for (int i = 0; i < count; i++) {
                long[] sorted = Arrays.copyOf(buckets.get(i), sizes[i]);
                Arrays.sort(sorted);
                region.median()[i] = quantile(sorted, .5);
                region.p90()[i] = quantile(sorted, .9);
                region.p99()[i] = quantile(sorted, .99);
                region.most()[i] = quantile(sorted, 1);
            }
            return region;
        }
    }

    static Latency of(History history, Throughput throughput) {
        int buckets =
                throughput.regions().isEmpty() ? 0 : throughput.regions().get(0).ok().length;
        Map<String, Taken> regions = new LinkedHashMap<>();
        throughput.regions().forEach(r -> regions.put(r.name(), new Taken(buckets)));
        long closing = Throughput.closingReads(history);
        int calls = history.calls().size();
        for (int call = 0; call < calls && history.index(history.invokedAt(call)) <= closing; call++) {
            int completed = history.completedAt(call);
            if (completed < 0 || history.type(completed) != Operation.Type.OK) {
                continue;
            }
            Taken taken = regions.get(Shown.name(Throughput.region(history, call)));
            long time = history.time(completed);
            if (taken != null && time >= 0) {
                int bucket = (int) Math.min(time / throughput.bucket(), buckets - 1);
                taken.add(bucket, Math.max(0, time - history.time(history.invokedAt(call))));
            }
        }
        List<Region> all = new ArrayList<>();
        regions.forEach((name, taken) -> all.add(taken.region(name)));
        return new Latency(all);
    }

    /** The smallest duration that so large a part does not exceed. */
    private static double quantile(long[] sorted, double part) {
        return sorted.length == 0
                ? Double.NaN
                : Math.max(sorted[(int) Math.ceil(part * sorted.length) - 1], 1_000) / 1e6;
    }
}
