package io.schism.histories.assertj;

import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.history.Operation.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Histories told call by call: each call runs on a process of its own, alone, and each line comes a millisecond later. */
final class Story {
    private static final long MILLI = 1_000_000;

    private final List<Operation> lines = new ArrayList<>();
    private long now;
    private long processes;

    static Story story() {
        return new Story();
    }

    /** The next line comes at that many milliseconds. */
    Story at(long millis) {
        now = (millis - 1) * MILLI;
        return this;
    }

    Story ok(String f, Object value) {
        return call(Type.OK, f, value, Map.of());
    }

    Story ok(String f, Object value, Map<String, Object> attributes) {
        return call(Type.OK, f, value, attributes);
    }

    Story info(String f, Object value) {
        return call(Type.INFO, f, value, Map.of());
    }

    Story fault(String state) {
        return line(Operation.NEMESIS, Type.INFO, "cut", Map.of("state", state), Map.of());
    }

    Story quiet() {
        return line(Operation.OBSERVER, Type.INFO, "quiescence", Map.of("reached", true), Map.of());
    }

    /** A node's log at the end: the op ids in it, all of that epoch. */
    Story finally_(String node, String role, long epoch, String... ops) {
        List<List<Object>> log = new ArrayList<>();
        for (String op : ops) {
            log.add(List.of(epoch, log.size() + 1L, op, "k"));
        }
        Map<String, Object> state =
                Map.of("role", role, "epoch", epoch, "member", true, "pos", (long) ops.length, "log", log);
        return line(Operation.OBSERVER, Type.INFO, "final-state", state, Map.of("node", node));
    }

    History history() {
        return History.of(lines);
    }

    private Story call(Type type, String f, Object value, Map<String, Object> attributes) {
        long process = processes++;
        line(process, Type.INVOKE, f, f.equals("read") ? asked(value) : value, Map.of());
        return line(process, type, f, value, attributes);
    }

    /** A read is asked without its answer. */
    private static Object asked(Object answer) {
        return answer instanceof List<?> keyed ? Arrays.asList(keyed.get(0), null) : null;
    }

    private Story line(long process, Type type, String f, Object value, Map<String, Object> attributes) {
        now += MILLI;
        lines.add(new Operation(lines.size(), now, process, type, f, value, attributes));
        return this;
    }
}
