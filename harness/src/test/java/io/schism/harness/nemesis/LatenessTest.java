package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a measured lag proves, and for how long. */
class LatenessTest {
    private static final Duration LAG = Duration.ofMillis(500);
    private static final long SEEN = 7;

    private final LaggingVoter.Lateness late = new LaggingVoter.Lateness(Duration.ofMillis(400), SEEN);

    @Test
    void a_follower_seen_to_lag_lately_does() {
        assertThat(late.leak("zk-E", LAG, SEEN + Duration.ofSeconds(7).toNanos()))
                .isEmpty();
    }

    @Test
    void a_follower_that_has_not_been_seen_to_lag_for_long_does_not() {
        assertThat(late.leak("zk-E", LAG, SEEN + Duration.ofSeconds(8).toNanos()))
                .hasValue("zk-E was last seen to lag 8 s ago");
    }

    @Test
    void a_follower_that_applies_a_write_soon_does_not() {
        LaggingVoter.Lateness soon = new LaggingVoter.Lateness(Duration.ofMillis(200), SEEN);
        assertThat(soon.leak("zk-E", LAG, SEEN)).hasValue("zk-E applied a write after 200 ms already");
    }
}
