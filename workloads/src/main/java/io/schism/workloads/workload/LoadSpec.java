package io.schism.workloads.workload;

import java.time.Duration;
import java.util.List;

/**
 * Part of a load.
 *
 * @param regions whose clients do it; they share the rate evenly
 * @param ratePerSecond what the workload counts, a second, over all regions; without meaning where the loop is closed
 * @param workers how many take turns in each region of an open loop, and so how many steps can be under way at a time; see
 *     {@link #enoughWorkers}
 * @param linearizable whether reads claim to be linearizable; otherwise they go to a node of the client's region
 * @param pace how steps follow each other
 * @param keys which hot keys are chosen, and how often
 * @param clients 0 for an open loop; otherwise the loop is closed: so many clients in each region, each of which does its
 *     next step as soon as the one before has ended
 */
public record LoadSpec(
        Workload workload,
        List<String> regions,
        double ratePerSecond,
        int workers,
        boolean linearizable,
        Pace pace,
        Popularity keys,
        int clients) {
    public LoadSpec {
        regions = List.copyOf(regions);
        if (regions.isEmpty() || workers < 1 || clients < 0 || (clients == 0 && !(ratePerSecond > 0))) {
            throw new IllegalArgumentException("a load needs regions, workers, and a positive rate or clients");
        }
    }

    /** An open load of even pace over the usual keys. */
    public LoadSpec(Workload workload, List<String> regions, double ratePerSecond, int workers, boolean linearizable) {
        this(workload, regions, ratePerSecond, workers, linearizable, new Pace.Even(), Popularity.EVEN, 0);
    }

    /** Whether steps wait for those before them, and for nothing else. */
    boolean isClosed() {
        return clients > 0;
    }

    /**
     * Workers of one region that are so many that no step has to wait for its worker, even while every operation takes its whole
     * time-out (a step may be two of them). With fewer, steps begin late during an outage.
     */
    public static int enoughWorkers(Pace pace, double ratePerSecond, Duration patience) {
        return (int) Math.ceil(pace.most(ratePerSecond, patience.multipliedBy(2)));
    }
}
