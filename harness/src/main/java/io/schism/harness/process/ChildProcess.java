package io.schism.harness.process;

import io.schism.histories.error.UserError;
import io.schism.workloads.time.Pause;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A child process, with whatever it has started itself. It ends with the harness, however that ends: with an orderly exit or a signal by a shutdown hook, with a
 * SIGKILL by the {@link Watchdog}; whatever escapes both is found by {@link Leftovers}. Thread-safe.
 */
public final class ChildProcess {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(2);

    private final Process process;
    private volatile boolean paused;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** Starts it; returns once the process runs, not once it serves. */
    public static ChildProcess start(Command command) {
        return start(command, Map.of());
    }

    /** Starts it with these variables added to its environment. */
    public static ChildProcess start(Command command, Map<String, String> environment) {
        return start(command, environment, ProcessStamp.current());
    }

    static ChildProcess start(Command command, ProcessStamp owner) {
        return start(command, Map.of(), owner);
    }

    private static ChildProcess start(Command command, Map<String, String> environment, ProcessStamp owner) {
        ProcessBuilder builder = new ProcessBuilder(command.commandLine(owner))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(environment);
        return start(builder, command, owner);
    }

    /** Starts one to talk with, over {@link #input} and {@link #output}; only its standard error is appended to the log. */
    public static ChildProcess converse(Command command) {
        return start(
                new ProcessBuilder(command.commandLine(ProcessStamp.current()))
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(command.log().toFile())),
                command,
                ProcessStamp.current());
    }

    private static ChildProcess start(ProcessBuilder builder, Command command, ProcessStamp owner) {
        builder.directory(command.folder().toFile());
        // A child is told what to do by the harness alone; an option set around it could bypass the fabric.
        builder.environment().keySet().removeIf(key -> key.endsWith("JAVA_OPTIONS") || key.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(command.environment(owner));
        try {
            Process process = builder.start();
            Watchdog.guard(process);
            return new ChildProcess(process);
        } catch (IOException e) {
            throw UserError.environment(
                    "cannot start " + command.member() + ": " + e.getMessage(), command.remedy(), e);
        }
    }

    /** To the standard input of one that is talked with. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** From the standard output of one that is talked with. */
    public InputStream output() {
        return process.getInputStream();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended; one that has not by the limit is ended, and gives empty. */
    public OptionalInt exitWithin(Duration limit) {
        if (waitFor(limit)) {
            return OptionalInt.of(process.exitValue());
        }
        kill();
        return OptionalInt.empty();
    }

    /** Runs it once the process has ended, at once where it has. */
    public void onEnd(Runnable action) {
        process.onExit().thenRun(action);
    }

    /** It and whatever it has started that has not ended, itself first. */
    private Stream<ProcessHandle> family() {
        return Stream.concat(
                Stream.of(process.toHandle()), process.descendants().filter(ChildProcess::runs));
    }

    /** Whether a process has not ended. The JDK counts one as alive until its parent has asked how it ended, if ever. */
    public static boolean runs(ProcessHandle process) {
        return process.isAlive()
                && state(process.pid()).filter(state -> state == 'Z').isEmpty();
    }

    /** The ids of its family: a wrapper's child may be the one that serves. */
    public List<Long> pids() {
        return family().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
    }

    /** Asks it to end (SIGTERM), and does not wait. */
    public void requestStop() {
        family().toList().forEach(ProcessHandle::destroy);
        if (paused) {
            // A frozen process takes no SIGTERM until it goes on.
            resume();
        }
    }

    /** Asks it to end (SIGTERM), and ends it at once where it has not by the limit; what it has started, too. */
    public void stop(Duration limit) {
        // Once a wrapper has ended, nothing tells any more what it had started.
        List<ProcessHandle> family = family().toList();
        long end = System.nanoTime() + limit.toNanos();
        requestStop();
        if (!waitFor(limit)) {
            kill();
        }
        Pause.until(
                () -> family.stream().noneMatch(ProcessHandle::isAlive),
                Duration.ofNanos(Math.max(0, end - System.nanoTime())),
                BETWEEN);
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends it and its family at once (SIGKILL); returns when it is gone. */
    public void kill() {
        family().toList().forEach(ProcessHandle::destroyForcibly);
        if (!waitFor(KILL_LIMIT)) {
            throw new IllegalStateException("process " + pid() + " outlives SIGKILL");
        }
    }

    /** Freezes every thread of it (SIGSTOP); returns when it is frozen. */
    public void pause() {
        paused = true;
        signal("STOP");
        Pause.until(() -> !isAlive() || isFrozen(), SIGNAL_LIMIT, BETWEEN);
    }

    /** Lets it go on (SIGCONT). */
    public void resume() {
        if (isAlive()) {
            signal("CONT");
        }
        paused = false;
    }

    /** Whether it is to stand still, by {@link #pause}. */
    boolean isPaused() {
        return paused;
    }

    /** Whether all of its family stands still now, as the kernel tells; true of one that is gone. */
    public boolean isFrozen() {
        return pids().stream().allMatch(ChildProcess::isFrozen);
    }

    private static boolean isFrozen(long pid) {
        return state(pid).filter(state -> state != 'T').isEmpty();
    }

    /** The letter that the kernel tells; empty of one that is gone. */
    private static Optional<Character> state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(stat.charAt(stat.lastIndexOf(')') + 2));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The shell's own {@code kill}: a small machine has no other. */
    private void signal(String name) {
        String family = pids().stream().map(String::valueOf).collect(Collectors.joining(" "));
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + family)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean sent = kill.waitFor(SIGNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS) && kill.exitValue() == 0;
            if (!sent && isAlive()) {
                throw new IllegalStateException("cannot send SIG" + name + " to process " + pid());
            }
        } catch (IOException e) {
            throw UserError.environment("cannot run sh to signal a process: " + e.getMessage(), "install a shell", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean waitFor(Duration limit) {
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // An ending process is waited for in any case: what follows relies on it.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
