package io.schism.harness.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same id.
 *
 * @param start when it started, in a unit that only equality is asked of
 */
public record ProcessStamp(long pid, long start) {
    public static ProcessStamp current() {
        return of(ProcessHandle.current());
    }

    static ProcessStamp of(ProcessHandle process) {
        return new ProcessStamp(process.pid(), startOf(process));
    }

    /** Reads what {@link #toString()} wrote; empty for anything else. */
    public static Optional<ProcessStamp> parse(String text) {
        try {
            int dash = text.indexOf('-');
            return dash < 0
                    ? Optional.empty()
                    : Optional.of(new ProcessStamp(
                            Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && startOf(process) == start)
                .isPresent();
    }

    /** Field 22 of {@code /proc/PID/stat}: ticks since boot, which no change of the wall clock moves. */
    private static long startOf(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The second field is the command in brackets and may hold spaces: count from its end.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[19]);
        } catch (IOException e) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    @Override
    public String toString() {
        return pid + "-" + start;
    }
}
