package io.schism.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path folder;

    /** As a wrapper does that waits for nobody: what it has started stays listed until it ends itself. */
    @Test
    void a_child_of_its_own_that_has_ended_and_is_not_waited_for_counts_no_more_and_it_is_seen_to_stand_still() {
        List<String> line = List.of("sh", "-c", "true & exec sleep 60");
        ChildProcess wrapper =
                ChildProcess.start(new ProgramCommand("unit", "E1", line, Map.of(), folder, folder.resolve("log")));
        try {
            ProcessHandle handle = ProcessHandle.of(wrapper.pid()).orElseThrow();
            await().until(() -> handle.children().findAny().isPresent());
            await().untilAsserted(() -> assertThat(wrapper.pids()).containsExactly(wrapper.pid()));
            assertThat(handle.children()).as("listed all the same").hasSize(1);
            wrapper.pause();
            assertThat(wrapper.isFrozen()).isTrue();
        } finally {
            wrapper.kill();
        }
    }
}
