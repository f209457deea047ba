package io.schism.histories.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row as it came out, over some seeds, each in a process of its own. */
final class BenchRun {
    private static final long LITTLE = 32L << 20;

    private final BenchRow row;
    private final List<Properties> seeds = new ArrayList<>();

    private BenchRun(BenchRow row) {
        this.row = row;
    }

    static BenchRun of(BenchRow row, long firstSeed, int number) throws IOException, InterruptedException {
        BenchRun run = new BenchRun(row);
        for (long seed = firstSeed; seed < firstSeed + number; seed++) {
            Path folder = Files.createTempDirectory("bench");
            try {
                row.histories().write(folder, seed);
                BenchProcess process = BenchProcess.java(options(row, folder), RowMain.class, folder.toString());
                Properties figures = process.figures();
                figures.setProperty("seed", String.valueOf(seed));
                if (!process.succeeded()) {
                    figures.setProperty("verdict", process.failure());
                }
                run.seeds.add(figures);
            } finally {
                delete(folder);
            }
        }
        return run;
    }

    /** As the launcher has it: little input is checked without the optimizing compiler. */
    private static List<String> options(BenchRow row, Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(path);
            }
        }
        String heap = "-Xmx" + row.heap();
        return bytes < LITTLE ? List.of(heap, "-XX:TieredStopAtLevel=1") : List.of(heap);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    BenchRow row() {
        return row;
    }

    List<Properties> seeds() {
        return seeds;
    }

    /** Whether some verdict is wrong. */
    boolean isWrong() {
        return seeds.stream().anyMatch(seed -> "false".equals(seed.getProperty("as-expected")));
    }

    private boolean isDecided() {
        return seeds.stream()
                .allMatch(seed -> seed.containsKey("as-expected")
                        && !seed.getProperty("verdict").contains("undecided"));
    }

    void addTo(BenchTable table) {
        table.add(
                row.name(),
                words("operations"),
                (isWrong() ? "WRONG: " : "") + words("verdict"),
                words("engine"),
                all("first-ms", BenchTable::median),
                all("check-ms", BenchTable::median),
                all("check-ms", values -> values.stream().max(Double::compare).orElseThrow()),
                all("read-ms", BenchTable::median),
                all("peak-mb", BenchTable::median),
                target(),
                row.peers().porcupine(),
                row.peers().knossos());
    }

    private String words(String figure) {
        Set<String> values = seeds.stream()
                .map(seed -> seed.getProperty(figure, "-"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return String.join(" / ", values);
    }

    private String all(String figure, ToDoubleFunction<List<Double>> together) {
        List<Double> values = values(figure);
        return values.isEmpty() ? "-" : BenchTable.number(together.applyAsDouble(values));
    }

    private List<Double> values(String figure) {
        return seeds.stream()
                .filter(seed -> seed.containsKey(figure))
                .map(seed -> Double.valueOf(seed.getProperty(figure)))
                .toList();
    }

    /** The target, and by how much it is missed: undecided, on the median of warm runs, of first ones, or in memory. */
    private String target() {
        BenchRow.Target target = row.target();
        if (!isDecided()) {
            return "decided: MISSED";
        }
        if (target.millis() == 0) {
            return "";
        }
        String memory = target.megabytes() == 0 ? "" : ", " + target.megabytes() + " MB";
        return target.millis() + " ms" + memory
                + missed("check-ms", target.millis(), "MISSED")
                + missed("first-ms", target.millis(), "missed cold")
                + missed("peak-mb", target.megabytes(), "MISSED in memory");
    }

    private String missed(String figure, long most, String word) {
        double median = BenchTable.median(values(figure));
        return most == 0 || median <= most ? "" : "; " + word + " x" + BenchTable.number(median / most);
    }
}
