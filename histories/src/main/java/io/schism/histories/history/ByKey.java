package io.schism.histories.history;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes a keyed history apart, in one pass, as {@link History#forKey} says. */
final class ByKey {
    /** The operations on one key so far. */
    private record OnKey(@Nullable Object key, Columns operations) {}

    private final Map<@Nullable Object, OnKey> keys = new LinkedHashMap<>();
    private final Map<Long, OnKey> latest = new HashMap<>();
    private final Draft draft = new Draft();

    private ByKey() {}

    /** The histories of those keys that are wanted, in order of first use. */
    static Map<@Nullable Object, History> of(Columns operations, Predicate<@Nullable Object> wanted) {
        ByKey byKey = new ByKey();
        for (int place = 0; place < operations.size(); place++) {
            if (operations.process(place) >= 0) {
                byKey.add(operations.operation(place), wanted);
            }
        }
        Map<@Nullable Object, History> histories = new LinkedHashMap<>();
        byKey.keys.forEach((key, on) -> histories.put(key, History.of(on.operations())));
        return Collections.unmodifiableMap(histories);
    }

    private void add(Operation operation, Predicate<@Nullable Object> wanted) {
        List<?> pair = operation.value() instanceof List<?> list && list.size() == 2 ? list : null;
        if (operation.isInvocation()) {
            latest.remove(operation.process());
            if (pair != null && wanted.test(pair.get(0))) {
                latest.put(
                        operation.process(), keys.computeIfAbsent(pair.get(0), key -> new OnKey(key, new Columns())));
            }
        }
        OnKey on = latest.get(operation.process());
        if (on != null) {
            Object own = pair != null && Objects.equals(pair.get(0), on.key()) ? pair.get(1) : null;
            draft.copy(operation.withValue(own));
            on.operations().add(draft);
        }
    }
}
