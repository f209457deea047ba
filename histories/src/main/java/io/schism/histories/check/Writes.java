package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mutating calls of a history by the op id under which nodes log them. */
final class Writes {
    private static final Set<String> MUTATING = Set.of("write", "cas");

    private final Map<String, Call> acknowledged = new LinkedHashMap<>();
    private final Map<String, Call> indeterminate = new HashMap<>();
    private long nameless;

    private Writes() {}

    static Writes of(History history) {
        Writes writes = new Writes();
        for (Call call : history.calls()) {
            if (MUTATING.contains(call.invocation().f())) {
                writes.add(call);
            }
        }
        return writes;
    }

    private void add(Call call) {
        String op = call.completion().map(completion -> completion.text("op")).orElse(null);
        op = op == null ? call.invocation().text("op") : op;
        if (op == null) {
            nameless += call.isOk() ? 1 : 0;
        } else if (call.isOk()) {
            acknowledged.put(op, call);
        } else if (call.isIndeterminate()) {
            indeterminate.put(op, call);
        }
    }

    /** Every write that a client saw acknowledged, by op id, in order of invocation. */
    Map<String, Call> acknowledged() {
        return acknowledged;
    }

    boolean isAcknowledged(Entry entry) {
        return acknowledged.containsKey(entry.op());
    }

    /** Whether the entry is a client's whose call ended without an answer. */
    boolean isIndeterminate(Entry entry) {
        return indeterminate.containsKey(entry.op());
    }

    /** The acknowledged call behind the first entry that has one; null where none has. */
    @Nullable
    Call firstAcknowledged(Collection<Entry> entries) {
        for (Entry entry : entries) {
            Call call = acknowledged.get(entry.op());
            if (call != null) {
                return call;
            }
        }
        return null;
    }

    /** How many acknowledged writes carry no op id, and cannot be looked up in any log. */
    long nameless() {
        return nameless;
    }
}
