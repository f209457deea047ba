package io.schism.workloads.workload;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Nothing but compare-and-sets, each behind a read of its key. */
final class Cas implements Workload {
    @Override
    public String name() {
        return "cas";
    }

    @Override
    public String description() {
        return "compare-and-sets over 20 keys, each behind a read of its own; the rate counts the compare-and-sets";
    }

    @Override
    public Sequence sequence(RandomGenerator random, LongSupplier fresh, Popularity keys) {
        return () -> Intent.readThenCas(keys.draw(random), fresh.getAsLong());
    }

    @Override
    public boolean comparesAndSets() {
        return true;
    }
}
