package io.schism.harness.service;

import io.schism.harness.status.NodeStatus;
import io.schism.histories.edn.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node of a user's service holds, in the shape of a {@code :final-state} line. */
final class HeldOperations {
    private HeldOperations() {}

    /** @param operations their ids, in the order that the node told */
    static Map<Keyword, @Nullable Object> state(NodeStatus status, List<String> operations) {
        List<List<Object>> log = new ArrayList<>();
        for (String operation : operations) {
            // Under which epoch, to which key and what it changed is not told.
            log.add(List.of(0L, log.size() + 1L, operation, Keyword.of("untold"), Keyword.of("untold")));
        }
        Map<Keyword, @Nullable Object> state = new LinkedHashMap<>();
        state.put(Keyword.of("role"), Keyword.of(status.role()));
        state.put(Keyword.of("epoch"), status.epoch());
        state.put(Keyword.of("member"), true);
        state.put(Keyword.of("pos"), (long) operations.size());
        state.put(Keyword.of("log"), log);
        return state;
    }
}
