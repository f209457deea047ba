package io.schism.workloads.workload;

import io.schism.workloads.generator.Arrivals;
import io.schism.workloads.generator.Generator;
import io.schism.workloads.generator.Generators;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One workload in one region, or where the loop is closed one client of it: what is done, and when it is due. A function
 * of the load's parts and the seed alone.
 */
record RegionLoad(LoadSpec spec, String region, Generator<List<Intent>> steps) {

    /** Each part's numbers: the first from 1,000,000,001 on, the second from 2,000,000,001 on, all above the hot keys. */
    static List<RegionLoad> of(List<LoadSpec> specs, long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        List<RegionLoad> loads = new ArrayList<>();
        for (LoadSpec spec : specs) {
            for (String region : spec.regions()) {
                for (int part = 0; part < Math.max(1, spec.clients()); part++) {
                    loads.add(part(spec, region, root, loads.size() + 1));
                }
            }
        }
        return loads;
    }

    private static RegionLoad part(LoadSpec spec, String region, SplittableRandom root, int number) {
        SplittableRandom times = root.split();
        LongSupplier fresh = new AtomicLong(Workload.NUMBERS * number + 1)::getAndIncrement;
        Generator<List<Intent>> steps = Generators.numbered(
                spec.workload().sequence(root.split(), fresh, spec.keys()).numbered());
        if (spec.isClosed()) {
            return new RegionLoad(spec, region, steps);
        }
        double rate = spec.ratePerSecond() / spec.regions().size();
        Arrivals arrivals = spec.pace().arrivals(spec.workload().steps(rate), times);
        return new RegionLoad(spec, region, Generators.paced(arrivals, steps));
    }
}
