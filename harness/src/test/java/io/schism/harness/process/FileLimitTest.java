package io.schism.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FileLimitTest {
    @Test
    void the_soft_limit_is_read_from_what_the_kernel_says() {
        assertThat(FileLimit.parse(
                        "Max cpu time  unlimited unlimited seconds\nMax file size  4096  unlimited  bytes\n"))
                .isEqualTo(OptionalLong.of(4096));
        assertThat(FileLimit.parse("Max file size             unlimited            unlimited            bytes\n"))
                .isEmpty();
    }

    @Test
    void the_hard_limit_is_left_alone_so_that_the_soft_one_can_be_raised_again() {
        assertThat(FileLimit.arguments(7, OptionalLong.of(100))).containsExactly("--pid", "7", "--fsize=100:");
        assertThat(FileLimit.arguments(7, OptionalLong.empty())).containsExactly("--pid", "7", "--fsize=unlimited:");
    }
}
