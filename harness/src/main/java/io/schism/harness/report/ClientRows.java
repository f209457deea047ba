package io.schism.harness.report;

import io.schism.histories.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the operations by client. A client that ended in doubt is succeeded by one with a new process number, and one
 * that rests for long leaves its row to others: as many stays as fit one after the other share a row, those of one region only.
 */
final class ClientRows {
    private static final long LONG_REST_NANOS = 1_000_000_000;

    /** One row: its region, the process that had it first, and how many stays there were in it. */
    record Row(String region, long first, int stays) {}

    /** A client's calls without a long rest between them, each by the number of its invocation. */
    private static final class Stay {
        private final long process;
        private final String region;
        private final int from;
        private int to;
        private long end;
        private int row;

        Stay(long process, String region, int from) {
            this.process = process;
            this.region = region;
            this.from = from;
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Stay[] stayOf;

    private ClientRows(Stay[] stayOf) {
        this.stayOf = stayOf;
    }

    static ClientRows of(History history, Regions regions) {
        Map<String, List<Stay>> byRegion = new LinkedHashMap<>();
        regions.names().forEach(name -> byRegion.put(name, new ArrayList<>()));
        ClientRows rows = new ClientRows(new Stay[history.calls().size()]);
        rows.stays(history).forEach(stay -> byRegion.computeIfAbsent(stay.region, name -> new ArrayList<>())
                .add(stay));
        byRegion.values().forEach(rows::seat);
        return rows;
    }

    /** In the order of their beginning. */
    private List<Stay> stays(History history) {
        List<Stay> stays = new ArrayList<>();
        Map<Long, Stay> last = new HashMap<>();
        for (int call = 0; call < stayOf.length; call++) {
            int invoked = history.invokedAt(call);
            int completed = history.completedAt(call);
            long process = history.process(invoked);
            Stay stay = last.get(process);
            if (stay == null || history.time(invoked) - stay.end > LONG_REST_NANOS) {
                stay = new Stay(process, region(history.attribute(invoked, "region")), invoked);
                last.put(process, stay);
                stays.add(stay);
            }
            stay.to = completed < 0 ? Integer.MAX_VALUE : completed;
            stay.end = completed < 0 ? Long.MAX_VALUE : history.time(completed);
            stayOf[call] = stay;
        }
        return stays;
    }

    private static String region(@Nullable Object region) {
        return Field.word(region, "");
    }

    /** Each in the highest row of its region that is free: the lower ones tell when much was under way at once. */
    private void seat(List<Stay> stays) {
        PriorityQueue<Stay> seated = new PriorityQueue<>(Comparator.comparingInt(stay -> stay.to));
        TreeSet<Integer> free = new TreeSet<>();
        for (Stay stay : stays) {
            while (!seated.isEmpty() && seated.element().to < stay.from) {
                free.add(seated.remove().row);
            }
            stay.row = free.isEmpty() ? rows.size() : free.first();
            if (free.remove(stay.row)) {
                Row shared = rows.get(stay.row);
                rows.set(stay.row, new Row(shared.region(), shared.first(), shared.stays() + 1));
            } else {
                rows.add(new Row(stay.region, stay.process, 1));
            }
            seated.add(stay);
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** @param call its place among the calls of the history */
    int rowOf(int call) {
        return stayOf[call].row;
    }
}
