package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockCourseTest {
    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void a_clock_that_jumped_is_off_by_the_same_all_the_time() {
        ClockCourse jump = new ClockCourse.Jump(ms(-30_000));
        assertThat(jump.offset(ms(0))).isEqualTo(jump.offset(ms(9_000))).isEqualTo(ms(-30_000));
        assertThat(jump.moves()).isFalse();
    }

    @Test
    void a_clock_that_drifts_is_off_by_its_rate_times_the_time() {
        assertThat(new ClockCourse.Drift(0.2).offset(ms(10_000))).isEqualTo(ms(2_000));
        assertThat(new ClockCourse.Drift(-0.5).offset(ms(1_000))).isEqualTo(ms(-500));
    }

    @Test
    void a_clock_that_strobes_is_off_in_the_first_half_of_each_period() {
        ClockCourse strobe = new ClockCourse.Strobe(ms(5_000), ms(1_000));
        assertThat(strobe.offset(ms(499))).isEqualTo(ms(5_000));
        assertThat(strobe.offset(ms(500))).isEqualTo(ms(0));
        assertThat(strobe.offset(ms(1_000))).isEqualTo(ms(5_000));
        assertThat(strobe.possible(ms(0))).containsExactlyInAnyOrder(ms(0), ms(5_000));
    }
}
