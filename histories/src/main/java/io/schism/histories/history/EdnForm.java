package io.schism.histories.history;

import io.schism.histories.edn.EdnException;
import io.schism.histories.edn.EdnReader;
import io.schism.histories.edn.EdnWriter;
import io.schism.histories.edn.Keyword;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** EDN maps, one after the other or in one vector or list, with or without a record's tag before each. */
final class EdnForm implements HistoryReader.Form {
    private static final int KEYS_GUESSED = 16;
    private static final Keyword NONE = Keyword.of("none");

    private final Draft draft = new Draft();

    /** The keys of the operations before, by their place in the map: most operations have them in the same order. */
    private final Keyword[] usual = new Keyword[KEYS_GUESSED];

    EdnForm() {
        Arrays.fill(usual, NONE);
    }

    @Override
    public void read(InputStream stream, Operations operations) {
        EdnReader edn = new EdnReader(stream);
        int beginsAt = 1;
        try {
            boolean inside = edn.open('[') || edn.open('(');
            int c;
            while ((c = edn.next()) != EdnReader.END) {
                beginsAt = edn.line();
                if (inside && (edn.close(']') || edn.close(')'))) {
                    inside = false;
                } else {
                    operation(edn, c, operations);
                }
            }
            if (inside) {
                beginsAt = edn.line();
                throw new BrokenLine(edn.line(), edn.column(), "the vector of operations is not closed");
            }
        } catch (EdnException e) {
            throw BrokenLine.of(e, edn.lastLine() == beginsAt);
        } catch (BrokenLine e) {
            throw e.asLast(edn.lastLine() == beginsAt);
        }
    }

    private void operation(EdnReader edn, int first, Operations operations) {
        int line = edn.line();
        int column = edn.column();
        boolean tagged = first == '#' && isRecord(edn.tag());
        if ((first == '#' && !tagged) || !edn.open('{')) {
            throw new BrokenLine(line, column, "an operation's map was expected");
        }
        draft.begin(line, column, operations.position());
        int endLine = edn.line();
        int endColumn = edn.column();
        for (int place = 0; !edn.close('}'); place++) {
            if (column == 1 && edn.line() > line && beginsOperation(edn)) {
                throw new BrokenLine(endLine, endColumn, "the operation's map is not closed");
            }
            Keyword key = key(edn, place);
            int c = edn.next();
            int atLine = edn.line();
            int atColumn = edn.column();
            if (c == '}') {
                throw new BrokenLine(atLine, atColumn, "the key " + key + " has no value");
            }
            if (column == 1 && atLine > line && beginsOperation(edn)) {
                throw new BrokenLine(endLine, endColumn, "the operation's map is not closed");
            }
            if (Draft.isNumber(key) && edn.readInteger()) {
                draft.put(key, edn.integer(), atLine, atColumn);
            } else {
                draft.put(key.name(), edn.read(), atLine, atColumn);
            }
            endLine = edn.line();
            endColumn = edn.column();
        }
        operations.add(draft);
    }

    private static boolean isRecord(@Nullable String tag) {
        return tag != null && (tag.equals("jepsen.history.Op") || tag.equals("knossos.op.Op"));
    }

    /** Whether an operation begins here and not a key or a value: what came before was then never closed. */
    private static boolean beginsOperation(EdnReader edn) {
        int c = edn.next();
        return edn.column() == 1 && (c == '{' || c == '#');
    }

    private Keyword key(EdnReader edn, int place) {
        int guess = Math.min(place, KEYS_GUESSED - 1);
        if (!edn.read(usual[guess])) {
            usual[guess] = anyKey(edn);
        }
        return usual[guess];
    }

    private static Keyword anyKey(EdnReader edn) {
        edn.next();
        int line = edn.line();
        int column = edn.column();
        Object key = edn.read();
        if (key instanceof Keyword keyword) {
            return keyword;
        }
        String shown = EdnWriter.toString(key);
        throw new BrokenLine(
                line,
                column,
                "a key of the operation was expected, like :process, not "
                        + (shown.length() <= 40 ? shown : shown.substring(0, 40) + "...")
                        + (key instanceof String ? " (JSON is read as one object a line)" : ""));
    }
}
