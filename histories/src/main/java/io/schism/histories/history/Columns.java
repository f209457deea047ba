package io.schism.histories.history;

import io.schism.histories.history.Operation.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a history, a column for each component, in order. An {@link Operation} is made when one is asked for: ten
 * million of them would not fit where their columns do.
 */
final class Columns {
    private static final Type[] TYPES = Type.values();

    /** So many names are compared one by one before their hash is asked: a history has a handful. */
    private static final int USUAL = 4;

    private final LongColumn indices = new LongColumn();
    private final LongColumn times = new LongColumn();
    private final LongColumn processes = new LongColumn();
    private final LongColumn kinds = new LongColumn();
    private final LongColumn lines = new LongColumn();
    private final LongColumn lineColumns = new LongColumn();
    private final ObjectColumn values = new ObjectColumn();
    private final AttributeColumn attributes = new AttributeColumn();
    private final List<String> fs = new ArrayList<>();
    private final Map<String, Integer> placeInFs = new HashMap<>();
    private int invocations;

    /**
     * Takes the operation as it is drafted.
     *
     * @throws IllegalArgumentException if an attribute is there twice
     */
    void add(Draft draft) {
        attributes.add(draft.attributes(), draft.attributesEnd());
        indices.add(draft.index());
        times.add(draft.time());
        processes.add(draft.process());
        kinds.add((long) f(draft.f()) * TYPES.length + draft.type().ordinal());
        lines.add(draft.line());
        lineColumns.add(draft.column());
        values.add(draft.value());
        if (draft.process() >= 0 && draft.type() == Type.INVOKE) {
            invocations++;
        }
    }

    int size() {
        return values.size();
    }

    /** How many client invocations there are. */
    int invocations() {
        return invocations;
    }

    long index(int place) {
        return indices.get(place);
    }

    long time(int place) {
        return times.get(place);
    }

    long process(int place) {
        return processes.get(place);
    }

    Type type(int place) {
        return TYPES[(int) (kinds.get(place) % TYPES.length)];
    }

    String f(int place) {
        return fs.get((int) (kinds.get(place) / TYPES.length));
    }

    @Nullable
    Object value(int place) {
        return values.get(place);
    }

    @Nullable
    Object attribute(int place, String name) {
        return attributes.get(place, name);
    }

    boolean hasAttribute(String name) {
        return attributes.isNamed(name);
    }

    Operation operation(int place) {
        return new Operation(
                index(place), time(place), process(place), type(place), f(place), value(place), attributes.get(place));
    }

    /** The line of the file on which the operation begins; 0 where it was read from none. */
    int line(int place) {
        return (int) lines.get(place);
    }

    /** The column of that line at which it begins. */
    int lineColumn(int place) {
        return (int) lineColumns.get(place);
    }

    /** The place of the operation of that index, or -1; for operations that were read, whose indices rise. */
    int placeOf(long index) {
        int from = 0;
        int to = size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            long found = index(middle);
            if (found == index) {
                return middle;
            }
            if (found < index) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }

    /** Lets two places hold one value, where they hold the same twice. */
    void shareValue(int place, int earlier) {
        Object value = value(place);
        Object same = value(earlier);
        if (value != same && isSame(value, same)) {
            values.set(place, same);
        }
    }

    private int f(String f) {
        for (int known = 0; known < Math.min(fs.size(), USUAL); known++) {
            if (fs.get(known).equals(f)) {
                return known;
            }
        }
        return placeInFs.computeIfAbsent(f, added -> {
            fs.add(added);
            return fs.size() - 1;
        });
    }

    /** Whether nobody could tell the two apart; maps and sets may be equal and yet have another order. */
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        if (one instanceof List<?> left && other instanceof List<?> right && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                if (left.get(i) != right.get(i) && !isSame(left.get(i), right.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return (one instanceof Number || one instanceof String) && Objects.equals(one, other);
    }
}
