package io.schism.histories.assertj;

import static io.schism.histories.assertj.HistoryAssertions.assertThat;
import static io.schism.histories.assertj.Story.story;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schism.histories.history.History;
import io.schism.histories.verdict.UnknownVerdictError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecoversWithinTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A write each 100 ms for that long, a fault after one second that is followed by silence until some time. */
    private static History outage(long servedAgain, long end) {
        Story story = story();
        for (long now = 0; now < end; now += 100) {
            if (now == 1_000) {
                story.at(now - 10).fault("in-force");
            }
            if (now < 1_000 || now >= servedAgain) {
                story.at(now).ok("write", now);
            } else {
                story.at(now).info("write", now);
            }
        }
        return story.history();
    }

    @Test
    void should_pass_if_it_is_served_again_in_time_for_five_seconds() {
        assertThat(outage(3_000, 9_000)).recoversWithin(Duration.ofMillis(2_100));
    }

    @Test
    void should_pass_if_it_is_served_again_in_time_for_the_window_asked_for() {
        assertThat(outage(3_000, 5_000)).recoversWithin(Duration.ofMillis(2_100), SECOND);
    }

    @Test
    void should_fail_if_it_is_served_again_too_late() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(outage(3_000, 9_000)).recoversWithin(SECOND))
                .withMessageContainingAll(
                        "recover within 1.000 s of the first fault, but it did not.",
                        "RECOVERY is invalid: not recovered within 1.000 s: the service recovered 2.010 s after the fault",
                        "nemesis",
                        "info   write 2900");
    }

    @Test
    void should_fail_if_it_is_never_served_again() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(outage(Long.MAX_VALUE, 9_000)).recoversWithin(SECOND))
                .withMessageContaining("the service had not recovered when its load ended");
    }

    @Test
    void should_fail_as_unknown_if_the_load_ended_too_early_to_tell() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(() -> assertThat(outage(3_000, 5_000)).recoversWithin(Duration.ofSeconds(3)))
                .withMessageContaining("the load ended too early to tell whether it recovered within 3.000 s");
    }

    @Test
    void should_fail_as_unknown_if_no_fault_was_in_force() {
        assertThatExceptionOfType(UnknownVerdictError.class)
                .isThrownBy(
                        () -> assertThat(story().fault("failed").ok("write", 1L).history())
                                .recoversWithin(SECOND))
                .withMessageContaining("no fault was in force");
    }
}
