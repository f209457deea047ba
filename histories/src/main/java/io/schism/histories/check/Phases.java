package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;

/** Which phase of the run was in force when; a history without phase lines is {@code before} throughout. */
final class Phases {
    static final String BEFORE = "before";
    static final String FINAL = "final";

    private final TreeMap<Long, String> byFirstIndex = new TreeMap<>();

    private Phases() {}

    static Phases of(History history) {
        Phases phases = new Phases();
        for (Operation line : history.nemesis()) {
            Object value = line.value();
            if (line.f().equals("phase") && value != null) {
                phases.byFirstIndex.put(line.index(), Fields.text(value));
            }
        }
        return phases;
    }

    /** The phases that the run entered, in order. */
    Collection<String> entered() {
        return new LinkedHashSet<>(byFirstIndex.values());
    }

    /** The phase in force at the call's invocation. */
    String of(Call call) {
        Map.Entry<Long, String> phase =
                byFirstIndex.floorEntry(call.invocation().index());
        return phase == null ? BEFORE : phase.getValue();
    }

    /** Whether the call is part of the load, and not one of the closing reads. */
    boolean isLoad(Call call) {
        return !of(call).equals(FINAL);
    }
}
