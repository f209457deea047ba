package io.schism.histories.history;

import io.schism.histories.edn.EdnException;
import io.schism.histories.edn.EdnReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Jepsen's log: {@code INFO jepsen.util - 0 :invoke :read nil}, that is process, type, f, and where they are there the
 * value and the error. Other lines of the log are no operations and are left out; a note says how many.
 */
final class LogForm implements HistoryReader.Form {
    private static final byte[] LOGGER = "jepsen.util - ".getBytes(StandardCharsets.US_ASCII);
    private static final String[] FIELDS = {"process", "type", "f", "value", "error"};

    private final Draft draft = new Draft();
    private final EdnReader edn = new EdnReader();

    @Override
    public void read(InputStream stream, Operations operations) {
        ByteLines lines = new ByteLines(stream);
        int others = 0;
        while (lines.next()) {
            int from = afterLogger(lines);
            if (from >= 0) {
                operation(lines, from, operations);
            } else if (!lines.isBlank()) {
                others++;
            }
        }
        if (others > 0) {
            operations.note(others + " lines of the log are no operations");
        }
    }

    private void operation(ByteLines lines, int from, Operations operations) {
        edn.over(lines.bytes(), from, lines.to(), lines.number(), lines.from());
        draft.begin(lines.number(), from - lines.from() + 1, operations.position());
        try {
            for (String field : FIELDS) {
                if (edn.next() == EdnReader.END) {
                    break;
                }
                int column = edn.column();
                draft.put(field, edn.read(), lines.number(), column);
            }
            if (edn.next() != EdnReader.END) {
                throw new BrokenLine(lines.number(), edn.column(), "more than process, type, f, value and error");
            }
            operations.add(draft);
            if (!lines.isTerminated()) {
                operations.note(
                        "line " + lines.number() + ", the last one, has no line end: its value may be cut short");
            }
        } catch (EdnException e) {
            throw BrokenLine.of(e, !lines.isTerminated());
        } catch (BrokenLine e) {
            throw e.asLast(!lines.isTerminated());
        }
    }

    /** Where the operation begins in the line; -1 if this is another line of the log. */
    private static int afterLogger(ByteLines lines) {
        byte[] bytes = lines.bytes();
        for (int i = lines.from(); i + LOGGER.length <= lines.to(); i++) {
            int matched = 0;
            while (matched < LOGGER.length && bytes[i + matched] == LOGGER[matched]) {
                matched++;
            }
            if (matched == LOGGER.length) {
                return i + matched;
            }
        }
        return -1;
    }
}
