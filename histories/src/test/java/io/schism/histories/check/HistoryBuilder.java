package io.schism.histories.check;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Operation.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hand-made histories: each line comes one millisecond after the one before, unless {@link #at} sets the clock. */
final class HistoryBuilder {
    private static final long MILLI = 1_000_000;

    private final List<Operation> lines = new ArrayList<>();
    private long now;
    private long processes;

    static HistoryBuilder history() {
        return new HistoryBuilder();
    }

    History build() {
        return History.of(lines);
    }

    List<Operation> lines() {
        return new ArrayList<>(lines);
    }

    /** The next line is recorded at that many milliseconds. */
    HistoryBuilder at(long millis) {
        now = millis * MILLI - MILLI;
        return this;
    }

    HistoryBuilder topology(String region, String... nodes) {
        return observe("topology", Map.of(), map("regions", Map.of(region, List.of(nodes))));
    }

    HistoryBuilder phase(String phase) {
        return line(Operation.NEMESIS, Type.INFO, "phase", Keyword.of(phase), Map.of());
    }

    /** A fault's state, with further fields in turn: name, value. */
    HistoryBuilder fault(String f, long id, String state, Object... fields) {
        Map<Object, Object> value = map("id", id, "state", Keyword.of(state));
        value.putAll(map(fields));
        return line(Operation.NEMESIS, Type.INFO, f, value, Map.of());
    }

    HistoryBuilder role(String node, String role, long epoch) {
        return observe("role", Map.of("node", node), map("role", Keyword.of(role), "epoch", epoch));
    }

    HistoryBuilder quiet() {
        return observe("quiescence", Map.of(), map("reached", true, "waited", MILLI));
    }

    HistoryBuilder restless() {
        return observe("quiescence", Map.of(), map("reached", false, "waited", MILLI));
    }

    /** A member's final state, its position that of its last entry. */
    HistoryBuilder finally_(String node, String role, long epoch, List<?> log) {
        return finally_(node, role, epoch, true, log, List.of());
    }

    HistoryBuilder finally_(String node, String role, long epoch, boolean member, List<?> log, List<?> side) {
        long pos = log.isEmpty() ? 0 : (Long) ((List<?>) log.get(log.size() - 1)).get(1);
        Map<Object, Object> state = map("role", Keyword.of(role), "epoch", epoch, "member", member);
        state.putAll(map("pos", pos, "confirmed", pos, "log", log, "side", side));
        state.putAll(map("refusals", 3L, "given-up", (long) side.size()));
        return observe("final-state", Map.of("node", node), state);
    }

    HistoryBuilder unasked(String node) {
        return observe("final-state", Map.of("node", node), map("error", "connection refused"));
    }

    /** A write of a region's client, of class {@code :write} unless set, on a process of its own; not yet invoked. */
    CallBuilder write(String op, long key, long value) {
        return new CallBuilder("write", List.of(key, value)).with("op", op);
    }

    CallBuilder cas(String op, long key, long old, long value) {
        return new CallBuilder("cas", List.of(key, List.of(old, value))).with("op", op);
    }

    CallBuilder read(long key) {
        return new CallBuilder("read", Arrays.asList(key, null));
    }

    /** A read that is answered with that value; null for absent. */
    CallBuilder readAnswering(long key, Long value) {
        return new CallBuilder("read", Arrays.asList(key, value));
    }

    /** Entries of a log from {@code "epoch pos op"} each; an op that starts with {@code epoch-} is an epoch's start. */
    static List<Object> log(String... entries) {
        List<Object> log = new ArrayList<>();
        for (String entry : entries) {
            String[] parts = entry.split(" ");
            log.add(entry(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
        }
        return log;
    }

    static List<Object> entry(long epoch, long pos, String op) {
        return op.startsWith("epoch-")
                ? Arrays.asList(epoch, pos, op, null, null)
                : List.of(epoch, pos, op, 7L, List.of(Keyword.of("write"), pos));
    }

    private HistoryBuilder observe(String f, Map<String, Object> attributes, Object value) {
        return line(Operation.OBSERVER, Type.INFO, f, value, attributes);
    }

    private HistoryBuilder line(long process, Type type, String f, Object value, Map<String, Object> attributes) {
        now += MILLI;
        lines.add(new Operation(lines.size(), now, process, type, f, value, new LinkedHashMap<>(attributes)));
        return this;
    }

    private static Map<Object, Object> map(Object... fields) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(Keyword.of((String) fields[i]), fields[i + 1]);
        }
        return map;
    }

    /** One client call, invoked when told, and completed when told. */
    final class CallBuilder {
        private final String f;
        private final Object value;
        private final Map<String, Object> attributes = new LinkedHashMap<>();
        private final long process = processes++;
        private boolean invoked;

        CallBuilder(String f, Object value) {
            this.f = f;
            this.value = value;
            from("E");
            with("class", Keyword.of(f));
        }

        CallBuilder with(String attribute, Object attributeValue) {
            attributes.put(attribute, attributeValue);
            return this;
        }

        CallBuilder from(String region) {
            return with("region", region);
        }

        /** The client's id of it; null for a read. */
        String op() {
            return (String) attributes.get("op");
        }

        /** Invokes it now; it is open until completed. */
        CallBuilder invoked() {
            line(process, Type.INVOKE, f, value, attributes);
            invoked = true;
            return this;
        }

        /** Completes it, after invoking it where that was not done. */
        HistoryBuilder ok(String node, long epoch, long pos) {
            with("node", node).with("epoch", epoch).with("pos", pos);
            return completed(Type.OK);
        }

        HistoryBuilder ok() {
            return completed(Type.OK);
        }

        HistoryBuilder fail(String error) {
            return with("error", error).completed(Type.FAIL);
        }

        HistoryBuilder info() {
            return with("error", "timeout").completed(Type.INFO);
        }

        private HistoryBuilder completed(Type type) {
            if (!invoked) {
                Map<String, Object> all = new LinkedHashMap<>(attributes);
                attributes.keySet().removeAll(List.of("node", "epoch", "pos", "error"));
                invoked();
                attributes.putAll(all);
            }
            return line(process, type, f, value, attributes);
        }
    }
}
