package io.schism.histories.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a table of figures means, and where and from what it came. */
final class BenchMachine {
    static final String HEADER =
            """
            # The benchmark

            Made by `make bench REPORT=docs/benchmark.md`. Each history (three seeds a row, where not said otherwise) is
            simulated, written to a file, and read and checked in a process of its own, with 2 GB of heap (4 GB where there are
            ten million operations) and a limit of 60 s a check; less than 32 MB without the optimizing compiler, as the launcher
            has it. `cN`: N processes, half busy. `xP`: share of indeterminate
            operations. `stale`: one violation by a call of the last twentieth.

            *first ms*: the first check of a fresh process, median over seeds. *check ms*: the median of repeated checks in that
            process, median over seeds; *worst ms*: its worst seed. *peak MB*: the most heap in use during the first check,
            history and garbage included. *target*: what the project aims at; every row is to be decided. The last two
            columns are for orientation alone: another run of the same kind of machine, histories of the same shape, warm
            medians, two loaded cores; T/O is 60 s.

            """;

    private BenchMachine() {}

    static Map<String, String> about(long seed, int seeds) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("date", LocalDate.now().toString());
        about.put("commit", BenchMain.property("bench.commit", "unknown"));
        about.put("seeds", seeds + " from " + seed);
        about.put("machine", Runtime.getRuntime().availableProcessors() + " cores, " + processor());
        about.put(
                "java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + " on "
                        + System.getProperty("os.name"));
        return about;
    }

    /** The processor's name where the system tells it. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
