package io.schism.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class ChildProcessIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ProcessStamp NOBODY = new ProcessStamp(Integer.MAX_VALUE, 1);

    @TempDir
    Path folder;

    private Path log;
    private final List<ChildProcess> started = new ArrayList<>();

    /** A child that says who it is and waits; told so, it starts a child of its own first. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            if (arguments.length > 1) {
                Path folder = Path.of(arguments[1]);
                ChildProcess own =
                        ChildProcess.start(command("grandchild", folder, folder.resolve("grandchild"), List.of()));
                System.out.println("grandchild " + own.pid());
            }
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    @BeforeEach
    void choose_log() {
        log = folder.resolve("log");
    }

    @AfterEach
    void kill_all() {
        started.forEach(ChildProcess::kill);
    }

    private static JavaCommand command(String member, Path folder, Path log, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("x".repeat(5_000)));
        arguments.addAll(more);
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return new JavaCommand(
                "it", member, List.of("-Xmx32m"), classPath, Child.class.getName(), arguments, folder, log);
    }

    private ChildProcess child(ProcessStamp owner, List<String> more) {
        ChildProcess process = ChildProcess.start(command("child", folder, log, more), owner);
        started.add(process);
        await().atMost(SOON).until(() -> says("ready"));
        return process;
    }

    private boolean says(String line) throws IOException {
        return Files.readAllLines(log).contains(line);
    }

    @Test
    void a_child_of_a_gone_harness_is_found_and_killed_and_one_of_a_living_harness_is_not() {
        ChildProcess orphan = child(NOBODY, List.of());
        ChildProcess own = child(ProcessStamp.current(), List.of());

        assertThat(Leftovers.kill())
                .anySatisfy(line -> assertThat(line).contains("child of run it").contains(Long.toString(orphan.pid())));
        await().atMost(SOON).until(() -> !orphan.isAlive());
        assertThat(own.isAlive()).isTrue();
    }

    @Test
    void a_harness_that_dies_by_sigkill_takes_its_children_with_it() throws IOException {
        ChildProcess harness = child(ProcessStamp.current(), List.of(folder.toString()));
        long grandchild = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("grandchild "))
                .map(line -> Long.parseLong(line.substring("grandchild ".length())))
                .findFirst()
                .orElseThrow();
        assertThat(ProcessHandle.of(grandchild)).isPresent();

        harness.kill();

        await().atMost(SOON).until(() -> ProcessHandle.of(grandchild).isEmpty());
    }

    @Test
    void a_paused_child_is_alive_and_ends_when_it_is_asked_to() {
        ChildProcess child = child(ProcessStamp.current(), List.of());
        child.pause();
        assertThat(child.isAlive()).isTrue();
        long asked = System.nanoTime();
        child.stop(SOON);
        assertThat(child.isAlive()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
    }

    @Test
    void what_a_wrapper_has_started_ends_with_it_though_it_takes_no_sigterm() throws IOException {
        String deaf = "sh -c 'trap \"\" TERM; echo deaf $$; while true; do sleep 0.1; done' & wait";
        ChildProcess wrapper = ChildProcess.start(
                new ProgramCommand("it", "wrapper", List.of("sh", "-c", deaf), Map.of(), folder, log));
        started.add(wrapper);
        await().atMost(SOON).until(() -> Files.readString(log).startsWith("deaf "));
        long pid = Long.parseLong(
                Files.readString(log).lines().findFirst().orElseThrow().substring("deaf ".length()));
        assertThat(ProcessHandle.of(pid)).isPresent();

        wrapper.stop(Duration.ofMillis(500));

        await().atMost(SOON).until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void a_stamp_is_read_back_and_tells_a_process_from_a_later_one() {
        ProcessStamp self = ProcessStamp.current();
        assertThat(ProcessStamp.parse(self.toString())).contains(self);
        assertThat(self.isAlive()).isTrue();
        assertThat(new ProcessStamp(self.pid(), self.start() - 1).isAlive()).isFalse();
        assertThat(ProcessStamp.parse("")).isEmpty();
        assertThat(ProcessStamp.parse("a-b")).isEmpty();
    }
}
