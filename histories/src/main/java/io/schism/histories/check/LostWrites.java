package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * LOST: whether the op id of every write that a client saw acknowledged stands in a surviving primary's log. The log decides,
 * not the values: overwriting is not losing. An indeterminate write is never lost.
 *
 * <p>Figures: {@code acknowledged}; {@code lost} and {@code lost-by-node}, by the node that acknowledged; {@code stranded} and
 * {@code stranded-by-node}: writes that stand in some node's log or side file, though no client saw them acknowledged;
 * {@code rpo-ms}, absent where no promotion was seen.
 */
public final class LostWrites implements Checker {
    private static final int MOST_TOLD = 20;

    @Override
    public String name() {
        return "LOST";
    }

    @Override
    public Verdict check(History history) {
        Writes writes = Writes.of(history);
        FinalStates states = FinalStates.of(history);
        List<FinalState> primaries = states.survivingPrimaries();
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("acknowledged", writes.acknowledged().size() + writes.nameless());
        if (primaries.isEmpty()) {
            putStranded(figures, writes, states);
            return verdict(Validity.UNKNOWN, states.whyNoPrimary(), figures, List.of());
        }
        Set<String> surviving = new HashSet<>();
        primaries.forEach(primary -> primary.log().forEach(entry -> surviving.add(entry.op())));
        List<Call> lost = new ArrayList<>();
        long undecided = writes.nameless();
        for (Map.Entry<String, Call> write : writes.acknowledged().entrySet()) {
            Operation completion = write.getValue().completion().orElseThrow();
            if (!surviving.contains(write.getKey())) {
                if (states.cover(completion, primaries)) {
                    lost.add(write.getValue());
                } else {
                    undecided++;
                }
            }
        }
        lost.sort(Comparator.comparingLong(call -> completion(call).index()));
        figures.put("lost", (long) lost.size());
        figures.put("lost-by-node", byNode(lost));
        putStranded(figures, writes, states);
        figures.put(
                "surviving-primaries", primaries.stream().map(FinalState::node).toList());
        putRecoveryPoint(figures, lost, Promotions.of(history));
        return decide(writes, states, figures, lost, undecided);
    }

    private Verdict decide(
            Writes writes, FinalStates states, Map<String, @Nullable Object> figures, List<Call> lost, long undecided) {
        List<FinalState> primaries = states.survivingPrimaries();
        String survivors =
                String.join(" and ", primaries.stream().map(FinalState::node).toList());
        long acknowledged = writes.acknowledged().size();
        if (!lost.isEmpty()) {
            String reason = lost.size() + " of " + Phrases.count(acknowledged, "acknowledged write") + " "
                    + (lost.size() == 1 ? "is" : "are") + " not in the log of " + survivors
                    + ", the surviving primary of epoch " + primaries.get(0).epoch();
            return verdict(Validity.INVALID, reason, figures, evidence(lost, states));
        }
        if (!states.isQuiet()) {
            return verdict(Validity.UNKNOWN, states.unrest(), figures, List.of());
        }
        if (undecided > 0) {
            String reason = Phrases.count(undecided, "acknowledged write")
                    + " cannot be looked up: without op id, or acknowledged after the logs were read";
            return verdict(Validity.UNKNOWN, reason, figures, List.of());
        }
        if (acknowledged == 0) {
            return verdict(Validity.UNKNOWN, "no write was acknowledged: none could be lost", figures, List.of());
        }
        String reason = "every acknowledged write (" + acknowledged + ") is in the log of " + survivors;
        return verdict(Validity.VALID, reason, figures, List.of());
    }

    private Verdict verdict(
            Validity validity, String reason, Map<String, @Nullable Object> figures, List<Evidence> evidence) {
        return new Verdict(name(), validity, reason, figures, evidence);
    }

    private static Map<String, Long> byNode(List<Call> lost) {
        Map<String, Long> byNode = new TreeMap<>();
        lost.forEach(call -> byNode.merge(node(call), 1L, Long::sum));
        return byNode;
    }

    private static void putStranded(Map<String, @Nullable Object> figures, Writes writes, FinalStates states) {
        Set<String> all = new HashSet<>();
        Map<String, Long> byNode = new TreeMap<>();
        for (FinalState state : states.byNode().values()) {
            Set<String> here = new HashSet<>();
            for (List<Entry> entries : List.of(state.log(), state.side())) {
                entries.stream().filter(writes::isIndeterminate).forEach(entry -> here.add(entry.op()));
            }
            all.addAll(here);
            byNode.put(state.node(), (long) here.size());
        }
        figures.put("stranded", (long) all.size());
        figures.put("stranded-by-node", byNode);
    }

    /**
     * The recovery point: from the acknowledgement of the oldest lost write to the first promotion to an epoch above its
     * own; the longest where writes of several epochs are lost. A write acknowledged after that promotion adds nothing.
     */
    private static void putRecoveryPoint(
            Map<String, @Nullable Object> figures, List<Call> lost, Promotions promotions) {
        if (lost.isEmpty()) {
            figures.put("rpo-ms", 0.0);
            return;
        }
        long longest = -1;
        for (Call call : lost) {
            Operation completion = completion(call);
            Long promotion = promotions.firstAbove(completion.number("epoch").orElse(Long.MAX_VALUE));
            if (promotion != null && Math.max(0, promotion - completion.time()) > longest) {
                longest = Math.max(0, promotion - completion.time());
                figures.put("rpo-ms", Phrases.millis(longest));
                figures.put("rpo-oldest-lost-ns", completion.time());
                figures.put("rpo-promotion-ns", promotion);
            }
        }
    }

    private static List<Evidence> evidence(List<Call> lost, FinalStates states) {
        List<Call> told = lost.subList(0, Math.min(lost.size(), MOST_TOLD));
        Map<String, List<String>> places = places(told, states);
        return told.stream().map(call -> evidence(call, places)).toList();
    }

    private static Evidence evidence(Call call, Map<String, List<String>> places) {
        Operation completion = completion(call);
        List<String> lastSeen = places.getOrDefault(op(call), List.of());
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("op", op(call));
        facts.put("node", node(call));
        facts.put("epoch", completion.attributes().get("epoch"));
        facts.put("pos", completion.attributes().get("pos"));
        facts.put("invoked-ns", call.invocation().time());
        facts.put("acknowledged-ns", completion.time());
        facts.put("last-seen", lastSeen);
        String text = Phrases.call(call) + " (op " + op(call) + ") was acknowledged by " + node(call) + " under epoch "
                + facts.get("epoch") + " at position " + facts.get("pos") + ", "
                + Phrases.seconds(completion.time()) + " (" + Phrases.line(completion) + ", invoked in "
                + Phrases.line(call.invocation()) + "); last seen "
                + (lastSeen.isEmpty() ? "nowhere" : "in " + String.join(", ", lastSeen));
        return new Evidence(text, List.of(call.invocation().index(), completion.index()), facts);
    }

    /** In whose log or side file the op ids of some calls still stand. */
    private static Map<String, List<String>> places(List<Call> calls, FinalStates states) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        calls.forEach(call -> places.put(op(call), new ArrayList<>()));
        for (FinalState state : states.byNode().values()) {
            note(places, state.log(), state.node() + "'s log");
            note(places, state.side(), state.node() + "'s side file");
        }
        return places;
    }

    private static void note(Map<String, List<String>> places, List<Entry> entries, String place) {
        for (Entry entry : entries) {
            List<String> known = places.get(entry.op());
            if (known != null && !known.contains(place)) {
                known.add(place);
            }
        }
    }

    private static Operation completion(Call call) {
        return call.completion().orElseThrow();
    }

    private static String node(Call call) {
        String node = completion(call).text("node");
        return node == null ? "an unnamed node" : node;
    }

    private static String op(Call call) {
        String op = completion(call).text("op");
        op = op == null ? call.invocation().text("op") : op;
        return op == null ? "none" : op;
    }
}
