package io.schism.harness.process;

import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How long a file a running process may write (RLIMIT_FSIZE). The kernel answers a write beyond with EFBIG; the JVM ignores
 * the signal that comes with it. Only the soft limit is touched, which whoever owns the process may raise again.
 */
public final class FileLimit {
    private static final String PROGRAM = "prlimit";
    private static final String LINE = "Max file size";
    private static final String UNLIMITED = "unlimited";

    private FileLimit() {}

    /** Where this machine has the program that sets it. */
    public static Optional<Path> program() {
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/bin", "/bin"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Why it cannot be set, in words that end a sentence; empty where it can. */
    public static Optional<String> lacking() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("this machine has no prlimit (apt-get install util-linux)");
    }

    /** What the program is told. */
    public static String[] arguments(long pid, OptionalLong bytes) {
        String soft = bytes.isPresent() ? Long.toString(bytes.getAsLong()) : UNLIMITED;
        return new String[] {"--pid", Long.toString(pid), "--fsize=" + soft + ":"};
    }

    /** Sets it, or takes it away. */
    public static void set(long pid, OptionalLong bytes) {
        String[] arguments = arguments(pid, bytes);
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(Stream.of(program().orElseThrow().toString()), Arrays.stream(arguments))
                                    .toList())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("prlimit failed: " + said.strip());
            }
        } catch (IOException e) {
            throw UserError.environment("cannot run prlimit: " + e.getMessage(), "apt-get install util-linux", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The limit of a process of this machine; empty where there is none, or no such process. */
    public static OptionalLong of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(pid), "limits")));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Reads the soft limit from what {@code /proc/PID/limits} says. */
    public static OptionalLong parse(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).strip().split("\\s+")[0])
                .filter(soft -> !soft.equals(UNLIMITED))
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
