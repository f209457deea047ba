package io.schism.workloads.workload;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Nothing but new rows. */
final class Inserts implements Workload {
    @Override
    public String name() {
        return "inserts";
    }

    @Override
    public String description() {
        return "inserts: each a write to a key never used before";
    }

    @Override
    public Sequence sequence(RandomGenerator random, LongSupplier fresh, Popularity keys) {
        return () -> List.of(new Intent.Insert(fresh.getAsLong()));
    }
}
