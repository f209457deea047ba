package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BypassesTest {
    @Test
    void a_process_that_has_ended_since_it_was_listed_has_no_sockets_and_fails_nothing()
            throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThat(Bypasses.sockets(ended.pid())).isEmpty();
    }
}
