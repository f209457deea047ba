package io.schism.histories.bench;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * One row in a process of its own: reads the histories of a list, decides each, and prints {@code name=value} lines. The
 * first time counts as cold; what is repeated within some seconds gives the warm median.
 */
final class RowMain {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long WARMING = Duration.ofSeconds(3).toNanos();
    private static final int MOST_RUNS = 40;
    private static final double MEGA = 1e6;

    private record Case(Linearizability checker, History history, Validity expected) {}

    private RowMain() {}

    public static void main(String[] args) throws IOException {
        Path list = Path.of(args[0]).resolve(BenchRow.LIST);
        List<Case> cases = new ArrayList<>();
        long start = System.nanoTime();
        for (String line : Files.readAllLines(list)) {
            cases.add(read(list.getParent(), line.split(" ")));
        }
        print("read-ms", (System.nanoTime() - start) / MEGA);
        print(
                "operations",
                cases.stream().mapToLong(each -> each.history().calls().size()).sum());
        print("loaded-mb", settledHeap() / MEGA);
        List<Validity> verdicts = new ArrayList<>();
        double first = decide(cases, verdicts);
        print("first-ms", first);
        print("peak-mb", heapPeak() / MEGA);
        print("check-ms", warm(cases, first));
        print("verdict", words(cases, verdicts));
        print("as-expected", asExpected(cases, verdicts));
        figures(cases);
    }

    private static Case read(Path folder, String[] columns) {
        Linearizability checker = Linearizability.of(Models.named(columns[1])).within(LIMIT);
        Validity expected = Validity.valueOf(columns[3].toUpperCase(Locale.ROOT));
        return new Case(start(checker, columns[2]), HistoryReader.read(folder.resolve(columns[0])), expected);
    }

    /** {@code nil} or {@code -} for the model's own start, or {@code x=0,y=0}. */
    private static Linearizability start(Linearizability checker, String initial) {
        if (!initial.contains("=")) {
            return checker;
        }
        Map<Object, Object> registers = new HashMap<>();
        for (String register : initial.split(",")) {
            String[] pair = register.split("=");
            registers.put(Keyword.of(pair[0]), Long.valueOf(pair[1]));
        }
        return checker.initial(registers);
    }

    private static double decide(List<Case> cases, List<Validity> verdicts) {
        verdicts.clear();
        long start = System.nanoTime();
        for (Case each : cases) {
            verdicts.add(each.checker().decide(each.history()));
        }
        return (System.nanoTime() - start) / MEGA;
    }

    /** The median of the runs after the first; the first itself where it took too long to repeat. */
    private static double warm(List<Case> cases, double first) {
        List<Double> runs = new ArrayList<>();
        long start = System.nanoTime();
        while (runs.size() < MOST_RUNS && System.nanoTime() - start + first * MEGA < 2 * WARMING) {
            runs.add(decide(cases, new ArrayList<>()));
            if (System.nanoTime() - start > WARMING) {
                break;
            }
        }
        return runs.isEmpty() ? first : BenchTable.median(runs);
    }

    /** What is in use once garbage is collected; from here on peaks count. */
    private static double settledHeap() {
        System.gc();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** History, tables, and the garbage that lay about. */
    private static double heapPeak() {
        return heapPools().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static String words(List<Case> cases, List<Validity> verdicts) {
        if (cases.size() == 1) {
            return verdicts.get(0) == Validity.UNKNOWN
                    ? "undecided"
                    : verdicts.get(0).word();
        }
        long undecided = verdicts.stream().filter(Validity.UNKNOWN::equals).count();
        return cases.size() + " files" + (undecided == 0 ? "" : ", " + undecided + " undecided");
    }

    /** Whether no verdict is wrong; an undecided one is not. */
    private static boolean asExpected(List<Case> cases, List<Validity> verdicts) {
        for (int number = 0; number < cases.size(); number++) {
            Validity verdict = verdicts.get(number);
            if (verdict != Validity.UNKNOWN && verdict != cases.get(number).expected()) {
                return false;
            }
        }
        return true;
    }

    private static void figures(List<Case> cases) {
        TreeSet<String> engines = new TreeSet<>();
        long tables = 0;
        for (Case each : cases) {
            Verdict verdict = each.checker().check(each.history());
            engines.addAll(
                    List.of(String.valueOf(verdict.figures().get("engine")).split("\\+")));
            tables = Math.max(tables, (Long) verdict.figures().get("peak-bytes"));
        }
        print("engine", String.join("+", engines));
        print("tables-mb", tables / MEGA);
    }

    private static void print(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
