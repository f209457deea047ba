package io.schism.workloads.workload;

import java.time.Duration;
import java.util.List;

/**
 * Part of a load.
 *
 * @param regions whose clients do it; they share the rate evenly
 * @param ratePerSecond what the workload counts, a second, over all regions
 * @param workers how many steps can be under way at a time in each region; see {@link #enoughWorkers}
 * @param linearizable whether reads claim to be linearizable; otherwise they go to a node of the client's region
 */
public record LoadSpec(
        Workload workload, List<String> regions, double ratePerSecond, int workers, boolean linearizable) {
    public LoadSpec {
        regions = List.copyOf(regions);
        if (regions.isEmpty() || !(ratePerSecond > 0) || workers < 1) {
            throw new IllegalArgumentException("a load needs regions, a positive rate and workers");
        }
    }

    /**
     * Workers that keep up a region's rate while every operation takes its whole time-out (a step may be two of them).
     * With fewer, attempts become rarer during an outage and steps begin late.
     */
    public static int enoughWorkers(double ratePerSecond, Duration patience) {
        return (int) Math.ceil(ratePerSecond * 2 * patience.toNanos() / 1e9) + 2;
    }
}
