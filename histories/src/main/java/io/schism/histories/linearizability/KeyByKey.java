package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A history taken apart into one for each object that is judged alone, for engines that know no keys. */
final class KeyByKey {
    private KeyByKey() {}

    /** As {@link Linearizability#objects} says. */
    static Map<String, History> of(History history, Model<?> model, Partition.Keying keying) {
        Partition.of(history, model, keying, Budget.unlimited());
        History judged = judged(history);
        Map<String, History> objects = new LinkedHashMap<>();
        if (judged.calls().isEmpty()) {
            return objects;
        }
        if (isKeyed(judged, model, keying)) {
            judged.byKey().forEach((key, alone) -> objects.put(Keys.show(key), alone));
        } else {
            objects.put("", judged);
        }
        return objects;
    }

    /** The calls that claim to be linearizable. */
    private static History judged(History history) {
        BitSet places = new BitSet();
        for (int number = 0; number < history.calls().size(); number++) {
            if (Partition.claimsLinearizability(history.calls().get(number))) {
                places.set(history.invokedAt(number));
                if (history.completedAt(number) >= 0) {
                    places.set(history.completedAt(number));
                }
            }
        }
        List<Operation> operations = new ArrayList<>();
        places.stream().forEach(place -> operations.add(history.operations().get(place)));
        return History.of(operations);
    }

    private static boolean isKeyed(History history, Model<?> model, Partition.Keying keying) {
        return keying == Partition.Keying.KEYED
                || keying == Partition.Keying.AUTO
                        && history.calls().stream().map(Call::invocation).allMatch(it -> looksKeyed(it, model));
    }

    private static boolean looksKeyed(Operation invocation, Model<?> model) {
        if (!Keys.isKeyed(invocation.value())) {
            return false;
        }
        Object value = model.input(invocation.process(), Keys.strip(invocation.value()));
        return model.precheck(Action.indeterminate(invocation.f(), value)).isEmpty();
    }
}
