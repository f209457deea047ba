package io.schism.workloads.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** One workload in one region: what is done, and when it is due. A function of the load's parts and the seed alone. */
record RegionLoad(LoadSpec spec, String region, Schedule schedule, Generator generator) {
    /** Each's numbers: the first from 1,000,000,001 on, the second from 2,000,000,001 on, all above the hot keys. */
    private static final long NUMBERS = 1_000_000_000L;

    static List<RegionLoad> of(List<LoadSpec> specs, long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        List<RegionLoad> loads = new ArrayList<>();
        for (LoadSpec spec : specs) {
            for (String region : spec.regions()) {
                double rate = spec.ratePerSecond() / spec.regions().size();
                Schedule schedule = new Schedule(spec.workload().steps(rate), root.split());
                LongSupplier fresh = numbersFrom(NUMBERS * (loads.size() + 1) + 1);
                Generator generator = spec.workload().generator(root.split(), fresh);
                loads.add(new RegionLoad(spec, region, schedule, generator));
            }
        }
        return loads;
    }

    private static LongSupplier numbersFrom(long first) {
        return new AtomicLong(first)::getAndIncrement;
    }
}
