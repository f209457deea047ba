package io.schism.harness.nemesis;

import java.time.Duration;
import java.util.Set;

/** What a clock is off by, as time goes by. */
sealed interface ClockCourse {
    /** @param elapsed since the fault was injected */
    Duration offset(Duration elapsed);

    /** All that it may be off by at a moment that is known to within the time that it takes to set a clock. */
    Set<Duration> possible(Duration elapsed);

    /** Whether the clock must be set again as time goes by. */
    default boolean moves() {
        return true;
    }

    /** Off by the same all the time. */
    record Jump(Duration by) implements ClockCourse {
        @Override
        public Duration offset(Duration elapsed) {
            return by;
        }

        @Override
        public Set<Duration> possible(Duration elapsed) {
            return Set.of(by);
        }

        @Override
        public boolean moves() {
            return false;
        }
    }

    /**
     * Off by more and more.
     *
     * @param rate seconds a second; negative for a slow clock
     */
    record Drift(double rate) implements ClockCourse {
        @Override
        public Duration offset(Duration elapsed) {
            return Duration.ofNanos(Math.round(elapsed.toNanos() * rate));
        }

        @Override
        public Set<Duration> possible(Duration elapsed) {
            return Set.of(offset(elapsed));
        }
    }

    /** Off by so much in one half of each period, and right in the other. */
    record Strobe(Duration by, Duration period) implements ClockCourse {
        @Override
        public Duration offset(Duration elapsed) {
            return elapsed.toNanos() % period.toNanos() < period.toNanos() / 2 ? by : Duration.ZERO;
        }

        @Override
        public Set<Duration> possible(Duration elapsed) {
            return Set.of(by, Duration.ZERO);
        }
    }
}
