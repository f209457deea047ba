package io.schism.workloads.workload;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Reads and writes, half and half: for services that compare and set nothing. */
final class Registers implements Workload {
    @Override
    public String name() {
        return "registers";
    }

    @Override
    public String description() {
        return "50 % reads, 50 % writes over 20 keys";
    }

    @Override
    public Sequence sequence(RandomGenerator random, LongSupplier fresh, Popularity keys) {
        return () -> {
            int key = keys.draw(random);
            return List.of(random.nextBoolean() ? new Intent.Read(key) : new Intent.Write(key, fresh.getAsLong()));
        };
    }
}
