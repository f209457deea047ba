package io.schism.histories.history;

import io.schism.histories.edn.ArrayMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of each operation. Many operations have the same names, in the same order: these are kept once, and of an
 * operation only which names it has, where its values begin and the values.
 */
final class AttributeColumn {
    /** So many sets of names are compared one by one before their hash is asked: a run has a handful. */
    private static final int USUAL = 8;

    private final LongColumn shapes = new LongColumn();
    private final LongColumn begins = new LongColumn();
    private final ObjectColumn values = new ObjectColumn();
    private final Map<List<String>, Integer> shapeOf = new HashMap<>();
    private final List<List<String>> names = new ArrayList<>();

    AttributeColumn() {
        names.add(List.of());
        shapeOf.put(List.of(), 0);
    }

    /**
     * The attributes of the next operation: name, value, name, value and so on up to {@code pairs[to - 1]}.
     *
     * @throws IllegalArgumentException if a name is there twice
     */
    void add(@Nullable Object[] pairs, int to) {
        int shape = to == 0 ? 0 : shape(pairs, to);
        shapes.add(shape);
        begins.add(values.size());
        for (int i = 1; i < to; i += 2) {
            values.add(pairs[i]);
        }
    }

    /** All attributes of the operation at that place. */
    Map<String, @Nullable Object> get(int place) {
        List<String> named = names.get((int) shapes.get(place));
        if (named.isEmpty()) {
            return Collections.emptyMap();
        }
        int begin = (int) begins.get(place);
        @Nullable Object[] pairs = new Object[2 * named.size()];
        for (int i = 0; i < named.size(); i++) {
            pairs[2 * i] = named.get(i);
            pairs[2 * i + 1] = values.get(begin + i);
        }
        return ArrayMap.of(pairs, 0, pairs.length);
    }

    /** One attribute of the operation at that place; null where it is absent. */
    @Nullable
    Object get(int place, String name) {
        int at = names.get((int) shapes.get(place)).indexOf(name);
        return at < 0 ? null : values.get((int) begins.get(place) + at);
    }

    /** Whether some operation may have that attribute. */
    boolean isNamed(String name) {
        for (List<String> shape : names) {
            if (shape.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private int shape(@Nullable Object[] pairs, int to) {
        for (int shape = 1; shape < Math.min(names.size(), USUAL); shape++) {
            if (isNamed(names.get(shape), pairs, to)) {
                return shape;
            }
        }
        String[] named = new String[to / 2];
        for (int i = 0; i < named.length; i++) {
            named[i] = (String) pairs[2 * i];
        }
        Integer known = shapeOf.get(Arrays.asList(named));
        if (known != null) {
            return known;
        }
        ArrayMap.of(pairs, 0, to); // has no name twice
        List<String> shape = List.of(named);
        names.add(shape);
        shapeOf.put(shape, names.size() - 1);
        return names.size() - 1;
    }

    private static boolean isNamed(List<String> names, @Nullable Object[] pairs, int to) {
        if (2 * names.size() != to) {
            return false;
        }
        for (int i = 0; i < to; i += 2) {
            if (!names.get(i / 2).equals(pairs[i])) {
                return false;
            }
        }
        return true;
    }
}
