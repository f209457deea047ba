package io.schism.workloads.workload;

import io.schism.workloads.generator.Arrivals;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How the steps of an open load follow each other, at a given mean rate. */
public sealed interface Pace {
    /** One in each slot of equal length, at a random point of it: an exact rate, and no two loads beat in step. */
    record Even() implements Pace {
        @Override
        public Arrivals arrivals(double perSecond, RandomGenerator random) {
            return Arrivals.remembered(new Schedule(perSecond, random)::next);
        }
    }

    /** At equal distances. */
    record Constant() implements Pace {
        @Override
        public Arrivals arrivals(double perSecond, RandomGenerator random) {
            return Arrivals.constant(perSecond);
        }
    }

    /** As many independent people make them. */
    record Poisson() implements Pace {
        @Override
        public Arrivals arrivals(double perSecond, RandomGenerator random) {
            return Arrivals.poisson(random.nextLong(), perSecond);
        }

        /** {@inheritDoc} Four standard deviations above the mean. */
        @Override
        public double most(double perSecond, Duration time) {
            double most = Pace.super.most(perSecond, time);
            return most + 4 * Math.sqrt(most);
        }
    }

    /**
     * Grows evenly to the given rate, and stays there.
     *
     * @param from the share of the rate that it begins with, from 0 to 1
     */
    record Ramp(double from, Duration over) implements Pace {
        @Override
        public Arrivals arrivals(double perSecond, RandomGenerator random) {
            return Arrivals.ramp(from * perSecond, perSecond, over);
        }

        @Override
        public Pace scaled(double scale) {
            return new Ramp(from, times(over, scale));
        }
    }

    /** All in bursts, with silence between them; the rate is the mean over both. */
    record Burst(Duration on, Duration off) implements Pace {
        @Override
        public Arrivals arrivals(double perSecond, RandomGenerator random) {
            return Arrivals.burst(perSecond, on, off);
        }

        @Override
        public double most(double perSecond, Duration time) {
            return Pace.super.most(perSecond, time.plus(on).plus(off));
        }

        @Override
        public Pace scaled(double scale) {
            return new Burst(times(on, scale), times(off, scale));
        }
    }

    /** When each step is due; a function of the rate and of what is drawn from {@code random}. */
    Arrivals arrivals(double perSecond, RandomGenerator random);

    /** How many steps come within so long, at no time more or hardly ever. */
    default double most(double perSecond, Duration time) {
        return perSecond * time.toNanos() / 1e9 + 2;
    }

    /** The same, with every time multiplied; rates never are. */
    default Pace scaled(double scale) {
        return this;
    }

    private static Duration times(Duration duration, double scale) {
        return Duration.ofNanos(Math.round(duration.toNanos() * scale));
    }
}
