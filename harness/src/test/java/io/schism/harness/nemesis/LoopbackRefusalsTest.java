package io.schism.harness.nemesis;

import io.schism.harness.backend.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plain processes cannot do; that they really cannot is seen by the tests of the backend. */
@OnBackend("loopback")
class LoopbackRefusalsTest {
    @TempDir
    Path folder;

    @Test
    @Shows({"duplicate", "reorder", "names", "out-of-memory"})
    void three_nodes_on_loopback_a_plan_with_a_fault_of_packets_names_or_memory_is_refused_wherever_that_stands()
            throws IOException {
        for (String fault : List.of("duplicate", "reorder", "names", "out-of-memory")) {
            Refusals.assertRefused(Backends.named("loopback"), folder, fault);
        }
    }
}
