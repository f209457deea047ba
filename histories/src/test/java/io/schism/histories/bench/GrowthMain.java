package io.schism.histories.bench;

import io.schism.histories.history.History;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.synthetic.Kinds;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How the time to decide grows with the history, in a process of its own that has one core: the least processor time of
 * several runs at each size, and the slope of its logarithm over that of the size (least squares). The size counts
 * calls, and the elements of answers that are sets.
 */
final class GrowthMain {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long REPEATING = Duration.ofSeconds(4).toNanos();
    private static final int FEWEST_RUNS = 3;

    private GrowthMain() {}

    public static void main(String[] args) {
        String kind = args[0];
        long seed = Long.parseLong(args[1]);
        List<double[]> points = new ArrayList<>();
        String engine = "";
        for (int argument = 2; argument < args.length; argument++) {
            int calls = Integer.parseInt(args[argument]);
            Shape shape = Shape.of(calls, 10).keys(1_000).seed(seed);
            History history = SyntheticHistory.of(kind, shape).history();
            Linearizability checker =
                    Linearizability.of(Kinds.named(kind).model()).within(Duration.ofSeconds(60));
            Verdict verdict = checker.check(history);
            engine = String.valueOf(verdict.figures().get("engine"));
            if (verdict.validity() != Validity.VALID) {
                System.out.println("stopped=" + verdict.validity().word() + " at " + calls + " calls");
                break;
            }
            double seconds = least(checker, history);
            System.out.println("seconds." + calls + "=" + seconds);
            points.add(new double[] {Math.log(size(history)), Math.log(seconds)});
        }
        System.out.println("engine=" + engine);
        if (points.size() > 1) {
            System.out.println("exponent=" + slope(points));
        }
    }

    private static double least(Linearizability checker, History history) {
        long least = Long.MAX_VALUE;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int run = 0; run < FEWEST_RUNS || THREADS.getCurrentThreadCpuTime() - start < REPEATING; run++) {
            long before = THREADS.getCurrentThreadCpuTime();
            checker.decide(history);
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
        }
        return least / 1e9;
    }

    private static long size(History history) {
        long size = history.calls().size();
        for (var operation : history.operations()) {
            size += operation.value() instanceof Collection<?> answer
                            && operation.f().equals("read")
                    ? answer.size()
                    : 0;
        }
        return size;
    }

    static double slope(List<double[]> points) {
        double x = points.stream().mapToDouble(point -> point[0]).average().orElseThrow();
        double y = points.stream().mapToDouble(point -> point[1]).average().orElseThrow();
        double over = 0;
        double under = 0;
        for (double[] point : points) {
            over += (point[0] - x) * (point[1] - y);
            under += (point[0] - x) * (point[0] - x);
        }
        return over / under;
    }
}
