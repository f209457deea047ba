package io.schism.harness.report;

import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.history.OperationLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every client call as the page carries it: a column for each component, and the texts of its two lines of the history in
 * chunks that the page unpacks when they are asked for. All of it is ASCII without a character that means anything in
 * HTML.
 *
 * @param columns the columns of {@link Column}, one after the other, packed
 * @param texts chunks of {@link #CHUNK} calls, packed, with a space between
 * @param keys the names of the keys, one a line, packed
 */
record OperationData(
        int calls,
        boolean keyed,
        List<ClientRows.Row> rows,
        List<String> kinds,
        List<String> nodes,
        String columns,
        String texts,
        String keys) {
    static final int CHUNK = 2048;

    private static final int LONGEST_LINE = 4_000;
    private static final int LONGEST_KEY = 80;

    /** A number of each call; the page's script reads them in this order. */
    private enum Column {
        TIME,
        DURATION,
        INDEX,
        COMPLETION,
        KIND,
        PROCESS,
        NODE,
        EPOCH,
        KEY,
        ROW
    }

    static OperationData of(History history, Regions regions) {
        return new Writer(history, ClientRows.of(history, regions)).write();
    }

    /** Goes through the calls once. */
    private static final class Writer {
        private final History history;
        private final ClientRows rows;
        private final Map<Column, Packed> columns = new EnumMap<>(Column.class);
        private final Map<String, Integer> kinds = new LinkedHashMap<>();
        private final Map<String, Integer> nodes = new LinkedHashMap<>();
        private final Map<@Nullable Object, Integer> keys = new HashMap<>();
        private final Packed keyNames = new Packed();
        private final Packed chunk = new Packed();
        private final List<String> chunks = new ArrayList<>();
        private final EdnWriter line = new EdnWriter();
        private boolean keyed;
        private long time;
        private long index;
        private long process;

        Writer(History history, ClientRows rows) {
            this.history = history;
            this.rows = rows;
            for (Column column : Column.values()) {
                columns.put(column, new Packed());
            }
        }

        OperationData write() {
            int calls = 0;
            for (Call call : history.calls()) {
                numbers(calls, call);
                texts(call);
                if (++calls % CHUNK == 0) {
                    chunks.add(chunk.take());
                }
            }
            if (chunk.size() > 0) {
                chunks.add(chunk.take());
            }
            Packed all = new Packed();
            columns.values().forEach(all::append);
            return new OperationData(
                    calls,
                    keyed,
                    rows.rows(),
                    List.copyOf(kinds.keySet()),
                    List.copyOf(nodes.keySet()),
                    all.take(),
                    String.join(" ", chunks),
                    keyNames.take());
        }

        private Packed column(Column column) {
            return columns.getOrDefault(column, chunk);
        }

        private void numbers(int number, Call call) {
            Operation asked = call.invocation();
            Operation done = call.completionOrNull();
            column(Column.TIME).signed(asked.time() - time);
            column(Column.DURATION).signed(done == null ? -1 : done.time() - asked.time());
            column(Column.INDEX).signed(asked.index() - index);
            column(Column.COMPLETION).number(done == null ? 0 : done.index() - asked.index());
            column(Column.KIND).number((long) place(kinds, asked.f()) * 4 + outcome(call));
            column(Column.PROCESS).signed(asked.process() - process);
            String node = done == null ? null : done.text("node");
            column(Column.NODE).number(node == null ? 0 : place(nodes, Shown.name(node)) + 1L);
            column(Column.EPOCH)
                    .number(done == null ? 0 : Math.max(0, done.number("epoch").orElse(-1) + 1));
            column(Column.KEY).number(key(asked.value()));
            column(Column.ROW).number(rows.rowOf(number));
            time = asked.time();
            index = asked.index();
            process = asked.process();
        }

        private static int outcome(Call call) {
            return call.isOk() ? 0 : call.isFailed() ? 1 : call.completionOrNull() != null ? 2 : 3;
        }

        private static int place(Map<String, Integer> places, String name) {
            Integer place = places.get(name);
            if (place == null) {
                place = places.size();
                places.put(name, place);
            }
            return place;
        }

        /** How long ago the key was new: 0 for a new one, 1 for the one before it and so on. Without keys it is all one. */
        private long key(@Nullable Object value) {
            List<?> list = Field.list(value);
            boolean pair = list.size() == 2;
            keyed |= pair;
            Object key = pair ? list.get(0) : Keyword.of("none");
            Integer known = keys.get(key);
            if (known != null) {
                return keys.size() - known;
            }
            keys.put(key, keys.size());
            String name = pair ? Shown.text(EdnWriter.toString(key), LONGEST_KEY) : "no key";
            keyNames.append((name + "\n").getBytes(StandardCharsets.UTF_8));
            return 0;
        }

        /** What the columns do not tell of the two lines: the second without what it begins with as the first does. */
        private void texts(Call call) {
            String asked = rest(call.invocation());
            Operation completion = call.completionOrNull();
            String text = asked;
            if (completion != null) {
                String done = rest(completion);
                int common = 0;
                int most = Math.min(asked.length(), done.length());
                while (common < most && asked.charAt(common) == done.charAt(common)) {
                    common++;
                }
                text = asked + "\u001f" + common + "\u001f" + done.substring(common);
            }
            chunk.append((text + "\n").getBytes(StandardCharsets.UTF_8));
        }

        /** The line from its value on; what comes before stands in the columns. */
        private String rest(Operation o) {
            line.truncate(0);
            try {
                OperationLine.appendFromValue(line, o);
            } catch (IllegalArgumentException e) {
                return Shown.value(o.value()) + " …"; // made by a program, not read from a file
            }
            return Shown.text(line.toString(), LONGEST_LINE);
        }
    }
}
