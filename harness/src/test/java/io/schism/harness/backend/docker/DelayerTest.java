package io.schism.harness.backend.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DelayerTest {
    private static final Optional<String> NO_NETEM = Optional.of("the kernel has no netem");
    private static final Optional<String> NO_SOCAT = Optional.of("this machine has no socat (apt-get install socat)");

    @Test
    void neither_the_kernel_nor_a_program_can_delay_and_the_reason_names_both() {
        assertThat(Delayer.lacking(NO_NETEM, NO_SOCAT))
                .hasValue("the kernel has no netem; and for a program to do it instead, this machine has no socat "
                        + "(apt-get install socat)");
    }

    @Test
    void one_of_the_two_is_enough() {
        assertThat(Delayer.lacking(NO_NETEM, Optional.empty())).isEmpty();
        assertThat(Delayer.lacking(Optional.empty(), NO_SOCAT)).isEmpty();
    }
}
