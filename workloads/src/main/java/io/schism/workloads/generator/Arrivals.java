package io.schism.workloads.generator;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** When operations of an open load are due: a function of their number alone, which never decreases. */
@FunctionalInterface
public interface Arrivals {
    /** When the operation of that number, from 0 on, is due, in nanoseconds from the first question. */
    long at(long number);

    /** At equal distances, the first at once. */
    static Arrivals constant(double perSecond) {
        return number -> (long) (number * 1e9 / perSecond);
    }

    /** As many independent people make them: distances drawn from an exponential distribution. */
    static Arrivals poisson(long seed, double perSecond) {
        return sums(seed, dice -> -Math.log1p(-dice.share()) * 1e9 / perSecond);
    }

    /** Distances from nothing to twice the mean, all equally likely. */
    static Arrivals staggered(long seed, long meanNanos) {
        return sums(seed, dice -> dice.share() * 2 * meanNanos);
    }

    /** A rate that grows (or falls) evenly from one to another for so long, and stays there. */
    static Arrivals ramp(double fromPerSecond, double toPerSecond, Duration over) {
        double seconds = over.toNanos() / 1e9;
        double grown = (fromPerSecond + toPerSecond) / 2 * seconds;
        double slope = (toPerSecond - fromPerSecond) / seconds;
        return number -> {
            double time;
            if (number >= grown) {
                time = seconds + (number - grown) / toPerSecond;
            } else if (slope == 0) {
                time = number / fromPerSecond;
            } else {
                // So many have come once fromPerSecond * t + slope / 2 * t^2 reaches the number.
                time = (Math.sqrt(fromPerSecond * fromPerSecond + 2 * slope * number) - fromPerSecond) / slope;
            }
            return (long) (time * 1e9);
        };
    }

    /** All in bursts, at equal distances within them; the rate is the mean over bursts and the silence between them. */
    static Arrivals burst(double perSecond, Duration on, Duration off) {
        double cycle = on.plus(off).toNanos();
        double peak = perSecond * cycle / on.toNanos();
        return number -> {
            double busy = number * 1e9 / peak;
            double bursts = Math.floor(busy / on.toNanos());
            return (long) (bursts * cycle + (busy - bursts * on.toNanos()));
        };
    }

    /** What a source gives one after the other, remembered: whoever asks for a number is told the same. */
    static Arrivals remembered(LongSupplier source) {
        return new Remembered(source);
    }

    /** A distance, drawn. */
    @FunctionalInterface
    interface Distance {
        double of(Dice dice);
    }

    private static Arrivals sums(long seed, Distance distance) {
        return new Remembered(new LongSupplier() {
            private Dice dice = Dice.of(seed);
            private double sum;

            @Override
            public long getAsLong() {
                dice = dice.next();
                sum += distance.of(dice);
                return (long) sum;
            }
        });
    }

    /** Thread-safe. */
    final class Remembered implements Arrivals {
        private final LongSupplier source;
        private long[] times = new long[64];
        private int known;

        private Remembered(LongSupplier source) {
            this.source = source;
        }

        @Override
        public synchronized long at(long number) {
            while (known <= number) {
                if (known == times.length) {
                    times = Arrays.copyOf(times, 2 * known);
                }
                times[known++] = source.getAsLong();
            }
            return times[(int) number];
        }
    }
}
