package io.schism.harness.report;

import io.schism.histories.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long each kind of operation of each region took to work again after each fault: from the fault in force to the
 * first call from which on 99 % succeed for 5 s (times the scale). A compare-and-set that was refused as {@code mismatch}
 * succeeded.
 */
record FaultRecovery(List<String> faults, List<Row> rows) {
    private static final int MOST_FAULTS = 6;
    private static final int MOST_ROWS = 40;
    private static final double WINDOW = 5e9;
    private static final double ENOUGH = 0.99;
    private static final long NEVER = -1;
    private static final long NO_ATTEMPT = -2;

    /** One kind of operation in one region. */
    record Row(String region, String kind, List<Cell> cells) {}

    /**
     * What one fault did to it.
     *
     * @param share of the longest recovery in the table, in percent; 0 where there is none
     * @param bad whether it did not work again before the load was over
     */
    record Cell(String shown, int share, boolean bad) {}

    private record Attempt(long time, boolean answered) {}

    static FaultRecovery of(History history, List<FaultBand> all, double scale) {
        List<FaultBand> faults =
                all.stream().filter(f -> f.inForce() >= 0).limit(MOST_FAULTS).toList();
        Map<String, Map<String, List<Attempt>>> attempts = faults.isEmpty() ? Map.of() : attempts(history);
        long window = Math.round(WINDOW * scale);
        long end = attempts.values().stream()
                .flatMap(kinds -> kinds.values().stream())
                .mapToLong(made -> made.get(made.size() - 1).time())
                .max()
                .orElse(0);
        List<long[]> measured = new ArrayList<>();
        List<String[]> names = new ArrayList<>();
        attempts.forEach((region, kinds) -> kinds.forEach((kind, made) -> {
            names.add(new String[] {region, kind});
            measured.add(faults.stream()
                    .mapToLong(fault -> recovery(made, fault, window, end))
                    .toArray());
        }));
        long longest =
                measured.stream().flatMapToLong(java.util.Arrays::stream).max().orElse(0);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), MOST_ROWS); i++) {
            List<Cell> cells = new ArrayList<>();
            for (long nanos : measured.get(i)) {
                cells.add(cell(nanos, longest));
            }
            rows.add(new Row(Shown.name(names.get(i)[0]), Shown.name(names.get(i)[1]), cells));
        }
        return new FaultRecovery(faults.stream().map(FaultBand::label).toList(), rows);
    }

    private static Map<String, Map<String, List<Attempt>>> attempts(History history) {
        Map<String, Map<String, List<Attempt>>> attempts = new TreeMap<>();
        long closing = Throughput.closingReads(history);
        int calls = history.calls().size();
        for (int call = 0; call < calls && history.index(history.invokedAt(call)) <= closing; call++) {
            int asked = history.invokedAt(call);
            attempts.computeIfAbsent(Throughput.region(history, call), r -> new TreeMap<>())
                    .computeIfAbsent(
                            Field.word(history.attribute(asked, "class"), history.f(asked)), k -> new ArrayList<>())
                    .add(new Attempt(history.time(asked), isAnswered(history, history.completedAt(call))));
        }
        return attempts;
    }

    private static boolean isAnswered(History history, int completed) {
        return completed >= 0
                && switch (history.type(completed)) {
                    case OK -> true;
                    case FAIL ->
                        Field.word(history.attribute(completed, "error"), "").equals("mismatch");
                    case INVOKE, INFO -> false;
                };
    }

    private static Cell cell(long nanos, long longest) {
        if (nanos < 0) {
            return new Cell(nanos == NEVER ? "not within the load" : "no attempt", 0, nanos == NEVER);
        }
        return nanos == 0
                ? new Cell("not disturbed", 0, false)
                : new Cell(Shown.seconds(nanos), (int) Math.max(2, 100 * nanos / longest), false);
    }

    /** @param end of the load */
    private static long recovery(List<Attempt> made, FaultBand fault, long window, long end) {
        int first = 0;
        while (first < made.size() && made.get(first).time() < fault.inForce()) {
            first++;
        }
        if (first == made.size()) {
            return NO_ATTEMPT;
        }
        int right = first;
        int answered = 0;
        for (int left = first; left < made.size(); left++) {
            long start = left == first ? fault.inForce() : made.get(left).time();
            while (right < made.size() && made.get(right).time() < start + window) {
                answered += made.get(right++).answered() ? 1 : 0;
            }
            boolean enough = made.get(left).answered() && answered >= ENOUGH * (right - left);
            if (enough && start + window <= end) {
                return start - fault.inForce();
            }
            answered -= made.get(left).answered() ? 1 : 0;
        }
        return NEVER;
    }
}
