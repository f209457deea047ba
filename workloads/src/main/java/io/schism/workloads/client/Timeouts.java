package io.schism.workloads.client;

import java.time.Duration;

/**
 * How patient clients are.
 *
 * @param connect until a connection stands
 * @param response from one byte of an answer to the next
 * @param poll between two questions of a {@link Directory} to one node; each may take {@code connect}
 */
public record Timeouts(Duration connect, Duration response, Duration poll) {
    /** The values at scale 1. */
    public static final Timeouts BASE =
            new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMillis(200));

    /** These, all multiplied. */
    public Timeouts scaled(double scale) {
        return new Timeouts(times(connect, scale), times(response, scale), times(poll, scale));
    }

    private static Duration times(Duration duration, double scale) {
        return Duration.ofNanos(Math.round(duration.toNanos() * scale));
    }
}
