package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The closing look at every node: who survived as primary, who could not be asked, and whether it had become quiet. */
final class FinalStates {
    private final TreeMap<String, FinalState> byNode = new TreeMap<>();
    private final TreeSet<String> missing = new TreeSet<>();
    private final @Nullable Operation quiescence;
    private final boolean quiet;
    private final long highestEpoch;

    private FinalStates(History history) {
        for (Operation line : history.observed("final-state")) {
            FinalState state = FinalState.of(line);
            if (state != null) {
                byNode.put(state.node(), state);
            }
        }
        List<Operation> quiescences = history.observed("quiescence");
        quiescence = quiescences.isEmpty() ? null : quiescences.get(quiescences.size() - 1);
        quiet = quiescence != null && Fields.of(quiescence.value()).flag("reached");
        highestEpoch = highestEpoch(history);
        missing.addAll(nodes(history));
        missing.removeAll(byNode.keySet());
    }

    static FinalStates of(History history) {
        return new FinalStates(history);
    }

    /** The states told, by node. */
    Map<String, FinalState> byNode() {
        return byNode;
    }

    /** The nodes of the run that told no final state. */
    SortedSet<String> missing() {
        return missing;
    }

    /** Whether the run became quiet before the nodes were asked. */
    boolean isQuiet() {
        return quiet;
    }

    /** Why the final states prove only part of what they could: no quiescence. */
    String unrest() {
        return quiescence == null
                ? "no line tells that the nodes had become quiet"
                : "the nodes did not become quiet within the limit";
    }

    /**
     * The primaries of the highest epoch that anything in the history speaks of, the longest log first. Normally one; none
     * where that epoch's primary told no final state: an older primary that still claims to be one has not survived.
     */
    List<FinalState> survivingPrimaries() {
        return byNode.values().stream()
                .filter(state -> state.isPrimary() && state.epoch() == highestEpoch)
                .sorted(Comparator.comparing((FinalState state) -> -state.log().size())
                        .thenComparing(FinalState::node))
                .toList();
    }

    /** Why there is no surviving primary. */
    String whyNoPrimary() {
        if (byNode.isEmpty()) {
            return "no node told its final state";
        }
        String gone = missing.isEmpty() ? "" : "; no final state of " + String.join(", ", missing);
        return "no primary of epoch " + highestEpoch + " (the highest seen) told its final state" + gone;
    }

    /**
     * Whether what was acknowledged there must stand in the logs told: the nodes were asked after it. Without a quiescence
     * line nothing tells when they were asked.
     */
    boolean cover(Operation completion, List<FinalState> asked) {
        if (quiescence == null) {
            return false;
        }
        return quiet
                ? asked.stream()
                        .allMatch(state -> completion.index() < state.line().index())
                : completion.index() < quiescence.index();
    }

    private long highestEpoch(History history) {
        long highest =
                byNode.values().stream().mapToLong(FinalState::epoch).max().orElse(0);
        for (RoleSample sample : RoleSample.all(history)) {
            highest = sample.isPrimary() ? Math.max(highest, sample.epoch()) : highest;
        }
        for (Call call : history.calls()) {
            if (call.isOk()) {
                highest = Math.max(
                        highest, call.completion().orElseThrow().number("epoch").orElse(0));
            }
        }
        return highest;
    }

    private static SortedSet<String> nodes(History history) {
        TreeSet<String> nodes = new TreeSet<>();
        for (Operation line : history.observed("topology")) {
            Object regions = Fields.of(line.value()).get("regions");
            Fields.of(regions).map().values().stream()
                    .filter(List.class::isInstance)
                    .forEach(members -> ((List<?>) members).forEach(node -> nodes.add(String.valueOf(node))));
        }
        RoleSample.all(history).forEach(sample -> nodes.add(sample.node()));
        for (Operation line : history.observed("final-state")) {
            String node = line.text("node");
            if (node != null) {
                nodes.add(node);
            }
        }
        return nodes;
    }
}
