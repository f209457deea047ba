package io.schism.harness.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaketimeTest {
    @Test
    void an_offset_is_written_with_its_sign_and_its_milliseconds() {
        assertThat(Faketime.text(Duration.ofMillis(30_500))).isEqualTo("+30.500\n");
        assertThat(Faketime.text(Duration.ofMillis(-250))).isEqualTo("-0.250\n");
        assertThat(Faketime.text(Duration.ZERO)).isEqualTo("+0.000\n");
    }

    @Test
    void without_the_library_a_user_reads_what_to_install() {
        assertThat(Faketime.lacking().isEmpty()).isEqualTo(Faketime.library().isPresent());
        Faketime.lacking().ifPresent(reason -> assertThat(reason).contains("apt-get install libfaketime"));
    }
}
