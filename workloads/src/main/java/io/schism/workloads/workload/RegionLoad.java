package io.schism.workloads.workload;

import io.schism.workloads.generator.Arrivals;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One workload in one region: when its steps are due, and what each of its processes does. A function of the load's parts
 * and the seed alone.
 *
 * @param firstWorker its workers have this number and those after it, which no other part has
 * @param arrivalsSeed of when steps are due
 * @param stepsSeed of what each process does; the same for every part, since no two have a process in common
 */
record RegionLoad(LoadSpec spec, String region, int firstWorker, long arrivalsSeed, long stepsSeed) {

    static List<RegionLoad> of(List<LoadSpec> specs, long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        long stepsSeed = root.nextLong();
        List<RegionLoad> parts = new ArrayList<>();
        int worker = 0;
        for (LoadSpec spec : specs) {
            for (String region : spec.regions()) {
                RegionLoad part = new RegionLoad(spec, region, worker, root.nextLong(), stepsSeed);
                parts.add(part);
                worker += part.workers();
            }
        }
        return parts;
    }

    /** How many steps may be under way at a time. */
    int workers() {
        return spec.isClosed() ? spec.clients() : spec.workers();
    }

    /** When each step of an open load is due. */
    Arrivals arrivals() {
        double rate = spec.ratePerSecond() / spec.regions().size();
        return spec.pace().arrivals(spec.workload().steps(rate), new SplittableRandom(arrivalsSeed));
    }

    /**
     * What a process does, from its first step on. It writes numbers of its own: process 0 those from 1,000,000,001 on,
     * process 1 those from 2,000,000,001 on, all above the hot keys.
     */
    Sequence steps(long process) {
        AtomicLong fresh = new AtomicLong(Workload.NUMBERS * (process + 1) + 1);
        // Split, or the chance of one process would be that of the next, shifted.
        SplittableRandom random = new SplittableRandom(stepsSeed + process).split();
        return spec.workload().sequence(random, fresh::getAndIncrement, spec.keys());
    }
}
