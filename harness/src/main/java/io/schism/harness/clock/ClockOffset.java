package io.schism.harness.clock;

import io.schism.harness.status.Agent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** How far a member's wall clock is from the harness's own. */
public final class ClockOffset {
    private static final Clock HERE = Clock.systemUTC();

    private ClockOffset() {}

    /** Exact to half of what the question takes; empty where the member does not answer. */
    public static Optional<Duration> of(Agent agent, Duration limit) {
        long asked = HERE.millis();
        Optional<Long> there = agent.number("clock", limit);
        long middle = asked + (HERE.millis() - asked) / 2;
        return there.map(millis -> Duration.ofMillis(millis - middle));
    }
}
