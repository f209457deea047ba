package io.schism.harness.backend.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that made something on the host, so that whatever outlives it can be told from what a live run uses.
 * The start time keeps a process id that was given to another process from passing for the owner.
 */
record Owner(long pid, long startMillis) {
    static final String RUN_LABEL = "schism.run";
    static final String OWNER_LABEL = "schism.owner";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
    /** Linux derives a start time from the boot time, which a correction of the wall clock moves. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(5);

    static Owner self() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(
                self.pid(),
                self.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    static Optional<Owner> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Owner(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .filter(start -> Math.abs(start.toEpochMilli() - startMillis) <= CLOCK_CORRECTION.toMillis())
                .isPresent();
    }

    Map<String, String> labels(String runId) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(RUN_LABEL, runId);
        labels.put(OWNER_LABEL, toString());
        return labels;
    }

    @Override
    public String toString() {
        return pid + "-" + startMillis;
    }
}
