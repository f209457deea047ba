package io.schism.workloads.workload;

import java.time.Duration;
import java.util.List;

/**
 * Part of a load.
 *
 * @param regions whose clients do it, each an even share of rate and workers
 * @param ratePerSecond what the workload counts, a second, over all regions
 * @param workers how many operations can be under way at a time, over all regions; see {@link #workers(double, Duration)}
 * @param linearizable whether reads claim to be linearizable; otherwise they go to a node of the client's region
 */
public record LoadSpec(
        Workload workload, List<String> regions, double ratePerSecond, int workers, boolean linearizable) {
    public LoadSpec {
        regions = List.copyOf(regions);
        if (regions.isEmpty() || !(ratePerSecond > 0) || workers < regions.size()) {
            throw new IllegalArgumentException("a load needs regions, a positive rate and a worker a region");
        }
    }

    /** Workers enough to keep the rate while every operation takes its whole time-out; two operations may be one step. */
    public static int workers(double ratePerSecond, Duration patience) {
        return (int) Math.ceil(ratePerSecond * 2 * patience.toNanos() / 1e9) + 2;
    }
}
