package io.schism.harness.run;

import io.schism.workloads.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process has open: child processes, listening ports, files and threads, and what a backend has made on the host. Compared with what it had before its
 * first run it tells what runs left behind. Ports and files are looked up under {@code /proc}, only where there is one.
 */
final class Residue {
    /** The JDK's HTTP client keeps a thread that has nothing to do for a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String LISTENING = "0A";

    /** Threads of the JDK's own pools, which outlive their work by design. */
    private static final List<String> POOLS =
            List.of("ForkJoinPool", "CompletableFutureDelayScheduler", "process reaper", "Common-Cleaner", "Attach");

    private final Set<String> things;
    private final Supplier<List<String>> traces;

    private Residue(Set<String> things, Supplier<List<String>> traces) {
        this.things = things;
        this.traces = traces;
    }

    /** @param traces what is to be found beyond this process, asked anew each time */
    static Residue now(Supplier<List<String>> traces) {
        Set<String> things = new TreeSet<>();
        ProcessHandle.current().descendants().forEach(child -> things.add("process " + child.pid()));
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> POOLS.stream().noneMatch(name::startsWith))
                .forEach(name -> things.add("thread " + name));
        things.addAll(descriptors());
        // Asked last: the threads that this takes have ended by the next time.
        things.addAll(traces.get());
        return new Residue(things, traces);
    }

    /** What is there that was not there before; what only needs time, or a collection, to go gets both. */
    static List<String> since(Residue before) {
        List<String> left = new ArrayList<>();
        Pause.until(
                () -> {
                    System.gc();
                    left.clear();
                    left.addAll(now(before.traces).comparedWith(before));
                    return left.isEmpty();
                },
                PATIENCE,
                BETWEEN);
        return left;
    }

    /** What is here and was not there. */
    List<String> comparedWith(Residue before) {
        return things.stream().filter(thing -> !before.things.contains(thing)).toList();
    }

    private static Set<String> descriptors() {
        Set<String> open = new TreeSet<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return open;
        }
        Set<String> listening = listening();
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            for (Path descriptor : all.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:[") && listening.contains(target.substring(8, target.length() - 1))) {
                    open.add("listening " + target);
                } else if (target.startsWith("/") && !target.startsWith("/proc/") && !target.startsWith("/dev/")) {
                    open.add("file " + target);
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        // Class files and libraries are opened when first used, and stay.
        return open.stream()
                .filter(thing -> !thing.endsWith(".jar") && !thing.endsWith(".so") && !thing.contains("/jvm/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A descriptor that was closed meanwhile is nothing. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** The inodes of all listening TCP sockets. */
    private static Set<String> listening() {
        return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
                .flatMap(file -> lines(Path.of(file)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 9 && fields[3].equals(LISTENING))
                .map(fields -> fields[9])
                .collect(Collectors.toSet());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
