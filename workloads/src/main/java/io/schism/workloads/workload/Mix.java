package io.schism.workloads.workload;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Of 100 operations 50 read, 30 insert, 15 write and 5 compare-and-set. Each compare-and-set follows one of the reads, so
 * 100 operations are 95 steps.
 */
final class Mix implements Workload {
    private static final int LONE_READS = 45;
    private static final int INSERTS = 30;
    private static final int WRITES = 15;
    private static final int STEPS = 95;

    @Override
    public String name() {
        return "mix";
    }

    @Override
    public String description() {
        return "50 % reads, 30 % inserts, 15 % writes, 5 % compare-and-sets over 20 keys; the rate counts operations";
    }

    @Override
    public Sequence sequence(RandomGenerator random, LongSupplier fresh, Popularity keys) {
        return () -> {
            int key = keys.draw(random);
            int draw = random.nextInt(STEPS);
            if (draw < LONE_READS) {
                return List.of(new Intent.Read(key));
            }
            if (draw < LONE_READS + INSERTS) {
                return List.of(new Intent.Insert(fresh.getAsLong()));
            }
            if (draw < LONE_READS + INSERTS + WRITES) {
                return List.of(new Intent.Write(key, fresh.getAsLong()));
            }
            return Intent.readThenCas(key, fresh.getAsLong());
        };
    }

    @Override
    public double steps(double rate) {
        return rate * STEPS / 100;
    }

    @Override
    public boolean comparesAndSets() {
        return true;
    }
}
