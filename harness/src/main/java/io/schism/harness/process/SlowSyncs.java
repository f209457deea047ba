package io.schism.harness.process;

import io.schism.histories.error.UserError;
import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds up every sync that running processes make (fsync, fdatasync and their like), as a slow disk does: strace stops the thread that made
 * it for so long after the kernel is done. What they only write is not held up: it goes to the kernel's cache, which no disk slows down.
 */
public final class SlowSyncs implements AutoCloseable {
    private static final String PROGRAM = "strace";
    private static final String SYNCS = "fsync,fdatasync,sync_file_range,msync";
    private static final Path PTRACE_SCOPE = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    private static final Pattern TRACED = Pattern.compile("TracerPid:\\s+[1-9]\\d*");
    private static final Duration HOLD_LIMIT = Duration.ofSeconds(10);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Process tracer;

    private SlowSyncs(Process tracer) {
        this.tracer = tracer;
    }

    /** Where this machine has the program that does it. */
    public static Optional<Path> program() {
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/bin", "/bin"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Why it cannot be had at all, in words that end a sentence; empty where it can. */
    public static Optional<String> lackingProgram() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("this machine has no strace, which holds syncs up (apt-get install strace)");
    }

    /** Why processes of this user cannot be held up; empty where they can. */
    public static Optional<String> lacking() {
        return lackingProgram().or(() -> Optional.of(
                        "this machine lets only root trace a process that is running (kernel.yama.ptrace_scope)")
                .filter(reason -> isRestricted() && !"root".equals(System.getProperty("user.name"))));
    }

    private static boolean isRestricted() {
        try {
            return !Files.readString(PTRACE_SCOPE).strip().equals("0");
        } catch (IOException e) {
            // A kernel without that module restricts nobody.
            return false;
        }
    }

    /** What the program is told. */
    public static List<String> arguments(List<Long> pids, Duration by) {
        List<String> arguments = new ArrayList<>(List.of("-f", "-q", "-o", "/dev/null", "-e", "trace=" + SYNCS));
        arguments.addAll(List.of("-e", "inject=" + SYNCS + ":delay_exit=" + by.toNanos() / 1000));
        pids.forEach(pid -> arguments.addAll(List.of("-p", pid.toString())));
        return arguments;
    }

    /** Begins, and returns when it has taken hold of the first process. */
    public static SlowSyncs start(List<Long> pids, Duration by) {
        if (pids.isEmpty()) {
            throw new IllegalStateException("nothing runs whose syncs could be held up");
        }
        List<String> command = new ArrayList<>(List.of(program().orElseThrow().toString()));
        command.addAll(arguments(pids, by));
        try {
            Process tracer =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Watchdog.guard(tracer);
            SlowSyncs slow = new SlowSyncs(tracer);
            slow.awaitHold(pids.get(0));
            return slow;
        } catch (IOException e) {
            throw UserError.environment("cannot run strace: " + e.getMessage(), "apt-get install strace", e);
        }
    }

    private void awaitHold(long pid) throws IOException {
        boolean holds = Pause.until(() -> !tracer.isAlive() || isTraced(pid), HOLD_LIMIT, LOOK);
        if (!tracer.isAlive()) {
            throw new IllegalStateException(
                    "strace: " + new String(tracer.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        if (!holds) {
            close();
            throw new IllegalStateException("strace took no hold of process " + pid);
        }
    }

    private static boolean isTraced(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.anyMatch(line -> TRACED.matcher(line).matches());
        } catch (IOException e) {
            // It has ended; so will the tracer.
            return false;
        }
    }

    /** Lets go of the processes, which go on. */
    @Override
    public void close() {
        tracer.destroy();
        try {
            if (!tracer.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                tracer.destroyForcibly();
            }
        } catch (InterruptedException e) {
            tracer.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
