package io.schism.harness.cluster;

import java.time.Duration;

/**
 * What becomes of what one member sends to another, short of a cut.
 *
 * @param loss the share of packets that never arrive, 0 to 1
 * @param delay how much later the others do
 * @param jitter by how much at most the delay is longer or shorter, evenly spread
 * @param duplication the share of packets that arrive twice
 * @param reordering the share of packets that overtake the delay
 * @param bytesPerSecond what the path carries; 0 for no limit
 * @param reset whether connections are answered by RST
 */
public record Shape(
        double loss,
        Duration delay,
        Duration jitter,
        double duplication,
        double reordering,
        long bytesPerSecond,
        boolean reset) {

    /** As if nothing was there. */
    public static final Shape NONE = new Shape(0, Duration.ZERO, Duration.ZERO, 0, 0, 0, false);

    public static Shape ofLoss(double share) {
        return new Shape(share, Duration.ZERO, Duration.ZERO, 0, 0, 0, false);
    }

    public static Shape ofDelay(Duration delay, Duration jitter) {
        return new Shape(0, delay, jitter, 0, 0, 0, false);
    }

    public static Shape ofDuplication(double share) {
        return new Shape(0, Duration.ZERO, Duration.ZERO, share, 0, 0, false);
    }

    /** That share is not delayed, and so overtakes the others. */
    public static Shape ofReordering(double share, Duration delay) {
        return new Shape(0, delay, Duration.ZERO, 0, share, 0, false);
    }

    public static Shape ofRate(long bytesPerSecond) {
        return new Shape(0, Duration.ZERO, Duration.ZERO, 0, 0, bytesPerSecond, false);
    }

    public static Shape ofReset() {
        return new Shape(0, Duration.ZERO, Duration.ZERO, 0, 0, 0, true);
    }

    /** Both at once: shares as of two independent chances, delays summed, the lower rate. */
    public Shape and(Shape other) {
        return new Shape(
                either(loss, other.loss),
                delay.plus(other.delay),
                jitter.plus(other.jitter),
                either(duplication, other.duplication),
                either(reordering, other.reordering),
                lower(bytesPerSecond, other.bytesPerSecond),
                reset || other.reset);
    }

    private static double either(double one, double other) {
        return 1 - (1 - one) * (1 - other);
    }

    private static long lower(long one, long other) {
        return one == 0 || other == 0 ? one + other : Math.min(one, other);
    }
}
