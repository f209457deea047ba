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

/** Has hold of running processes, with every thread of theirs, and holds up or notes what they ask of the kernel. It ends with them. */
public final class Strace implements AutoCloseable {
    private static final String PROGRAM = "strace";
    private static final String SYNCS = "fsync,fdatasync,sync_file_range,msync";
    private static final String WRITES = "open,openat,openat2,creat,write,writev,pwrite64,pwritev,pwritev2,lseek,"
            + "ftruncate,truncate,fallocate,copy_file_range,sendfile,splice,fsync,fdatasync,sync,syncfs,msync,"
            + "rename,renameat,renameat2,link,linkat,unlink,unlinkat,io_uring_setup,io_submit";
    private static final String HELD_UP = "(DELAYED)";
    private static final Path PTRACE_SCOPE = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    private static final Pattern TRACED = Pattern.compile("TracerPid:\\s+[1-9]\\d*");
    private static final Duration HOLD_LIMIT = Duration.ofSeconds(10);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Process tracer;

    private Strace(Process tracer) {
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
                : Optional.of("this machine has no strace, which takes hold of what processes write and sync"
                        + " (apt-get install strace)");
    }

    /** Why it cannot take hold of processes of this user; empty where it can. */
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

    /**
     * What the program is told to hold up every sync (fsync, fdatasync and their like), as a slow disk does: it stops the thread that made it
     * for so long after the kernel is done. What is only written is not held up: it goes to the kernel's cache, which no disk slows down.
     *
     * @param trace where it notes each sync, see {@link #heldUp}
     */
    public static List<String> slowSyncs(List<Long> pids, Duration by, String trace) {
        return arguments(
                pids,
                trace,
                List.of("-e", "trace=" + SYNCS, "-e", "inject=" + SYNCS + ":delay_exit=" + by.toNanos() / 1000));
    }

    /** How many syncs were held up, as a trace of {@link #slowSyncs} tells. */
    public static long heldUp(Stream<String> trace) {
        return trace.filter(line -> line.contains(HELD_UP)).count();
    }

    /** What the program is told to note there every call that changes or syncs files, with their paths and without their content. */
    public static List<String> writes(List<Long> pids, String trace) {
        return arguments(pids, trace, List.of("-y", "-s", "0", "-e", "trace=" + WRITES));
    }

    private static List<String> arguments(List<Long> pids, String output, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("-f", "-o", output));
        arguments.addAll(options);
        pids.forEach(pid -> arguments.addAll(List.of("-p", pid.toString())));
        return arguments;
    }

    /** Begins, with arguments that name the same processes, and returns when it has taken hold of every thread of theirs. */
    public static Strace attach(List<Long> pids, List<String> arguments) {
        if (pids.isEmpty()) {
            throw new IllegalStateException("nothing runs that could be traced");
        }
        List<String> command = new ArrayList<>(List.of(program().orElseThrow().toString(), "-q"));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // By this mark it is found should the harness end without it.
            builder.environment()
                    .put(
                            ProgramCommand.OWNER.replace("=", ""),
                            ProcessStamp.current().toString());
            Process tracer = builder.start();
            Watchdog.guard(tracer);
            Strace strace = new Strace(tracer);
            strace.awaitHold(pids);
            return strace;
        } catch (IOException e) {
            throw UserError.environment("cannot run strace: " + e.getMessage(), "apt-get install strace", e);
        }
    }

    private void awaitHold(List<Long> pids) throws IOException {
        boolean holds =
                Pause.until(() -> !tracer.isAlive() || pids.stream().allMatch(Strace::isTraced), HOLD_LIMIT, LOOK);
        if (!tracer.isAlive()) {
            throw new IllegalStateException(
                    "strace: " + new String(tracer.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        if (!holds) {
            close();
            throw new IllegalStateException("strace took no hold of all of the processes " + pids);
        }
    }

    private static boolean isTraced(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.map(thread -> thread.resolve("status")).allMatch(Strace::saysTraced);
        } catch (IOException e) {
            // It has ended: there is nothing to take hold of.
            return true;
        }
    }

    private static boolean saysTraced(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.anyMatch(line -> TRACED.matcher(line).matches());
        } catch (IOException e) {
            // That thread has ended.
            return true;
        }
    }

    /** Waits until it has ended with its processes, and has told all. */
    public void awaitEnd() {
        await(HOLD_LIMIT);
        close();
    }

    /** Lets go of the processes, which go on. */
    @Override
    public void close() {
        tracer.destroy();
        if (!await(END_LIMIT)) {
            tracer.destroyForcibly();
        }
    }

    private boolean await(Duration limit) {
        try {
            return tracer.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            tracer.destroyForcibly();
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
