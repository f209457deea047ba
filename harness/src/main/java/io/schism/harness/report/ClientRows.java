package io.schism.harness.report;

import io.schism.histories.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the operations by client. A client that ended in doubt is succeeded by one with a new process number: as
 * many as fit one after the other share a row, those of one region only.
 */
final class ClientRows {
    /** One row: its region and the process numbers that took turns in it, the first and how many. */
    record Row(String region, long first, int processes) {}

    private record Life(long process, String region, int from, int to) {}

    private record Seat(int row, int free) {}

    private final List<Row> rows = new ArrayList<>();
    private final Map<Long, Integer> rowOf = new HashMap<>();

    private ClientRows() {}

    static ClientRows of(History history, Regions regions) {
        Map<String, List<Life>> byRegion = new LinkedHashMap<>();
        regions.names().forEach(name -> byRegion.put(name, new ArrayList<>()));
        lives(history).values().forEach(life -> byRegion.computeIfAbsent(life.region(), name -> new ArrayList<>())
                .add(life));
        ClientRows rows = new ClientRows();
        byRegion.values().forEach(rows::seat);
        return rows;
    }

    private static Map<Long, Life> lives(History history) {
        Map<Long, Life> lives = new LinkedHashMap<>();
        int calls = history.calls().size();
        for (int call = 0; call < calls; call++) {
            int invoked = history.invokedAt(call);
            int completed = history.completedAt(call);
            long process = history.process(invoked);
            int to = completed < 0 ? Integer.MAX_VALUE : completed;
            Life known = lives.get(process);
            lives.put(
                    process,
                    known == null
                            ? new Life(process, region(history.attribute(invoked, "region")), invoked, to)
                            : new Life(process, known.region(), known.from(), to));
        }
        return lives;
    }

    private static String region(@Nullable Object region) {
        return Field.word(region, "");
    }

    private void seat(List<Life> lives) {
        PriorityQueue<Seat> seats = new PriorityQueue<>(Comparator.comparingInt(Seat::free));
        lives.sort(Comparator.comparingInt(Life::from));
        for (Life life : lives) {
            Seat seat = seats.peek();
            int row = rows.size();
            if (seat != null && seat.free() < life.from()) {
                row = seats.remove().row();
                Row shared = rows.get(row);
                rows.set(row, new Row(shared.region(), shared.first(), shared.processes() + 1));
            } else {
                rows.add(new Row(life.region(), life.process(), 1));
            }
            seats.add(new Seat(row, life.to()));
            rowOf.put(life.process(), row);
        }
    }

    List<Row> rows() {
        return rows;
    }

    int rowOf(long process) {
        return rowOf.getOrDefault(process, 0);
    }
}
