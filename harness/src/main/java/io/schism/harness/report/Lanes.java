package io.schism.harness.report;

import io.schism.harness.report.Timeline.Lane;
import io.schism.harness.report.Timeline.Span;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what was sampled of each member into spans of one state. */
final class Lanes {
    /** Silence of a sampled lane that is longer than this is shown as not observed. */
    private static final long SILENCE = 2_000_000_000L;

    private final long to;

    private Lanes(long to) {
        this.to = to;
    }

    /** A lane for each member that was ever observed or is in the topology, region by region, nodes first. */
    static List<Lane> of(History history, Regions regions, long to) {
        Lanes lanes = new Lanes(to);
        Map<String, List<Seen>> roles = new LinkedHashMap<>();
        Map<String, List<Seen>> sessions = new LinkedHashMap<>();
        Map<String, List<Seen>> modes = new LinkedHashMap<>();
        for (Operation o : history.operations()) {
            if (o.process() != Operation.OBSERVER || o.time() < 0) {
                continue;
            }
            String node = o.text("node");
            if (node == null) {
                continue;
            }
            switch (o.f()) {
                case "role" -> {
                    add(roles, node, o, Field.word(Field.of(o.value(), "role"), "?"), epoch(o));
                    String session = Field.word(Field.of(o.value(), "session"), "");
                    if (!session.isEmpty()) {
                        add(sessions, node, o, session, -1);
                    }
                }
                case "session" -> add(sessions, node, o, Field.word(o.value(), "?"), -1);
                case "zk-mode" -> add(modes, node, o, Field.word(o.value(), "?"), -1);
                default -> {
                    // Not a state over time.
                }
            }
        }
        return lanes.assemble(regions, roles, sessions, modes);
    }

    private record Seen(long time, String state, long epoch, long line) {}

    private static long epoch(Operation o) {
        return Field.number(Field.of(o.value(), "epoch"), -1);
    }

    private static void add(Map<String, List<Seen>> lanes, String name, Operation o, String state, long epoch) {
        lanes.computeIfAbsent(name, n -> new ArrayList<>())
                .add(new Seen(o.time(), Shown.name(state), epoch, o.index() + 1));
    }

    private List<Lane> assemble(
            Regions regions,
            Map<String, List<Seen>> roles,
            Map<String, List<Seen>> sessions,
            Map<String, List<Seen>> modes) {
        Set<String> nodes = new LinkedHashSet<>(roles.keySet());
        nodes.addAll(sessions.keySet());
        List<Lane> lanes = new ArrayList<>();
        for (String node : nodes) {
            lanes.add(new Lane(
                    Lane.Kind.NODE,
                    Shown.name(node),
                    Shown.name(regions.of(node)),
                    spans(roles.getOrDefault(node, List.of())),
                    spans(sessions.getOrDefault(node, List.of()))));
        }
        modes.forEach((server, seen) -> lanes.add(new Lane(
                Lane.Kind.ZOOKEEPER, Shown.name(server), Shown.name(regions.of(server)), spans(seen), List.of())));
        List<String> order = regions.names().stream().map(Shown::name).toList();
        lanes.sort(Comparator.comparingInt((Lane l) -> Math.floorMod(order.indexOf(l.region()), order.size() + 1))
                .thenComparing(Lane::kind)
                .thenComparing(Lane::name));
        return lanes;
    }

    private List<Span> spans(List<Seen> seen) {
        List<Span> spans = new ArrayList<>();
        boolean sampled = isSampled(seen);
        for (int i = 0; i < seen.size(); ) {
            Seen first = seen.get(i);
            int last = i;
            while (last + 1 < seen.size()
                    && same(first, seen.get(last + 1))
                    && !(sampled && seen.get(last + 1).time() - seen.get(last).time() > SILENCE)) {
                last++;
            }
            long next = last + 1 < seen.size() ? seen.get(last + 1).time() : to;
            boolean silent = sampled && next - seen.get(last).time() > SILENCE;
            spans.add(new Span(
                    first.time(), silent ? seen.get(last).time() : next, first.state(), first.epoch(), first.line()));
            i = last + 1;
        }
        return spans;
    }

    private static boolean same(Seen a, Seen b) {
        return a.state().equals(b.state()) && a.epoch() == b.epoch();
    }

    /** Whether the lane was looked at again and again; one recorded on change alone holds its state through silence. */
    private static boolean isSampled(List<Seen> seen) {
        return seen.size() > 2
                && (seen.get(seen.size() - 1).time() - seen.get(0).time()) / (seen.size() - 1) < 500_000_000L;
    }
}
