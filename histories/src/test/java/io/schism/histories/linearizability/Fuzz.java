package io.schism.histories.linearizability;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many random trials from one printed seed, on all cores. {@code -Dschism.seed} repeats them, {@code -Dschism.fuzz} sets
 * how many there are; a long run tells how far it is.
 */
final class Fuzz {
    private static final int LONG_RUN = 10_000;

    private final String name;
    private final int trials;
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());

    /** One trial: what it draws, it draws from there. */
    interface Trial {
        void run(Random random, String repeat);
    }

    /** As many trials as {@code -Dschism.fuzz} says, divided by {@code divisor}. */
    Fuzz(String name, int usual, int divisor) {
        this.name = name;
        this.trials = Math.max(1, Integer.getInteger("schism.fuzz", usual * divisor) / divisor);
        System.out.println(name + ": -Dschism.seed=" + seed + ", " + trials + " histories a model");
    }

    int trials() {
        return trials;
    }

    void run(String what, Trial trial) {
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, trials).parallel().forEach(number -> {
            String repeat = what + ", -Dschism.seed=" + seed + ", history " + number;
            trial.run(new Random(new SplittableRandom(seed + number).nextLong()), repeat);
            int sofar = done.incrementAndGet();
            if (trials >= LONG_RUN && sofar % (trials / 10) == 0) {
                System.out.println(name + ": " + what + " " + 100L * sofar / trials + " %");
            }
        });
    }
}
