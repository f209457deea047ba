package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Site;
import io.schism.harness.run.UnsyncedRegister;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of a user's loses what it did not sync, and nothing else. */
class LoopbackUnsyncedIT {
    private static final Member N1 = new Member("n1", Member.Kind.SERVICE, "A");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @BeforeEach
    void processes_can_be_traced() {
        new LoopbackBackend().lacks(Feature.WATCHED_WRITES).ifPresent(Assumptions::abort);
    }

    @Test
    void one_node_that_answers_before_it_syncs_has_lost_acknowledged_writes_when_its_machine_loses_power()
            throws IOException {
        assertThat(new UnsyncedRegister(new LoopbackBackend(), folder, "none").bytesLost("answers"))
                .isPositive();
    }

    @Test
    void one_node_that_syncs_before_it_answers_has_lost_no_acknowledged_write() throws IOException {
        new UnsyncedRegister(new LoopbackBackend(), folder, "none").bytesLost("syncs");
    }

    /** A harness that watches one member, and goes no further. */
    static final class Watching {
        private Watching() {}

        public static void main(String[] arguments) throws InterruptedException {
            Site site = new LoopbackBackend().open("watching", Path.of(arguments[0]), List.of(N1), Map.of());
            String port = Integer.toString(site.listen("n1", Port.HTTP).getPort());
            site.start(new Launch(
                    N1,
                    new Launch.Foreign(java(Talker.class, port), "", List.of(), Map.of(), Path.of(arguments[0])),
                    Map.of()));
            site.watchWrites("n1");
            System.out.println("watching");
            new CountDownLatch(1).await();
        }
    }

    private static List<String> java(Class<?> main, String argument) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                argument);
    }

    @Test
    void the_harness_is_killed_while_it_watches_and_neither_the_member_nor_its_tracer_lives_on()
            throws IOException, InterruptedException {
        Process harness = new ProcessBuilder(java(Watching.class, folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(harness.inputReader().readLine()).isEqualTo("watching");
        List<ProcessHandle> left = harness.descendants().toList();
        assertThat(left).anyMatch(process -> process.info().command().orElse("").endsWith("strace"));
        harness.destroyForcibly().waitFor();
        await().atMost(PATIENCE).until(() -> left.stream().noneMatch(ProcessHandle::isAlive));
    }
}
