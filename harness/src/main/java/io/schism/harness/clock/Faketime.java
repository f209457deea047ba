package io.schism.harness.clock;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * libfaketime, as this machine has it: loaded before a process's own libraries, it adds to the wall clock what a file says
 * at the moment. The monotonic clock is left alone, or sleeps, waits and timers would break, which no clock of a real
 * machine does to them.
 */
public final class Faketime {
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private Faketime() {}

    /** The library; empty where it is not installed. */
    public static Optional<Path> library() {
        return FOLDERS.stream()
                .flatMap(Faketime::andBelow)
                .map(folder -> folder.resolve(LIBRARY))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Debian puts libraries below a folder named after the machine. */
    private static Stream<Path> andBelow(Path folder) {
        try (Stream<Path> below = Files.list(folder)) {
            return Stream.concat(Stream.of(folder), below.filter(Files::isDirectory).sorted().toList().stream());
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Why clocks cannot be set, in words that end a sentence; empty where they can. */
    public static Optional<String> lacking() {
        return library().isPresent()
                ? Optional.empty()
                : Optional.of("libfaketime is not installed (apt-get install libfaketime)");
    }

    /**
     * What a process must be started with.
     *
     * @param library and file as the process sees them
     */
    public static Map<String, String> environment(String library, String file) {
        return Map.of(
                "LD_PRELOAD", library,
                "FAKETIME_TIMESTAMP_FILE", file,
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** What the file says for a clock that is ahead by so much, or behind. */
    public static String text(Duration offset) {
        BigDecimal seconds = BigDecimal.valueOf(offset.toMillis(), 3);
        return (seconds.signum() < 0 ? "" : "+") + seconds.toPlainString() + "\n";
    }
}
