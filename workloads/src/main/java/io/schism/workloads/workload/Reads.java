package io.schism.workloads.workload;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Nothing but reads: half of hot keys, half of rows that clients of the same region inserted a moment ago. The latter see
 * what is not confirmed yet, where a service lets them.
 */
final class Reads implements Workload {
    private static final int RECENT = 10;

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public String description() {
        return "reads: half of 20 keys, half of the 10 rows that the same region's clients inserted last";
    }

    @Override
    public Sequence sequence(RandomGenerator random, LongSupplier fresh, Popularity keys) {
        return () -> List.of(
                random.nextBoolean()
                        ? new Intent.Read(keys.draw(random))
                        : new Intent.ReadRecent(random.nextInt(RECENT)));
    }
}
