package io.schism.histories.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one node's log stands to the reference's.
 *
 * @param common the length of the logs' common prefix
 * @param inLog what the node's log holds beyond it and the reference has not
 * @param aside what the node's side file holds and the reference has not
 */
record Branch(FinalState reference, FinalState node, int common, List<Entry> inLog, List<Entry> aside) {
    private static final int ROWS_TOLD = 5;

    /** The branch, mostly empty, of every node but the reference itself. */
    static List<Branch> all(FinalState reference, Collection<FinalState> states) {
        Set<Entry> known = new HashSet<>(reference.log());
        List<Branch> branches = new ArrayList<>();
        for (FinalState state : states) {
            if (!state.node().equals(reference.node())) {
                int common = commonPrefix(reference.log(), state.log());
                List<Entry> beyond = state.log().subList(common, state.log().size());
                branches.add(
                        new Branch(reference, state, common, unknown(beyond, known), unknown(state.side(), known)));
            }
        }
        return branches;
    }

    private static List<Entry> unknown(List<Entry> entries, Set<Entry> known) {
        return entries.stream().filter(entry -> !known.contains(entry)).toList();
    }

    private static int commonPrefix(List<Entry> one, List<Entry> other) {
        int most = Math.min(one.size(), other.size());
        int common = 0;
        while (common < most && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }

    /** The whole branch, each entry once. */
    Set<Entry> entries() {
        Set<Entry> entries = new LinkedHashSet<>(inLog);
        entries.addAll(aside);
        return entries;
    }

    boolean isFork() {
        return !inLog.isEmpty() || !aside.isEmpty();
    }

    /** A node that is meant to follow, and has not the reference's log or has not applied it. */
    boolean isResidual() {
        return node.member()
                && (node.pos() != reference.pos()
                        || common != reference.log().size()
                        || common != node.log().size());
    }

    /** The position of the last common entry; 0 where there is none. */
    long lastCommonPos() {
        return common == 0 ? 0 : reference.log().get(common - 1).pos();
    }

    String phrase() {
        String agreed = common == 0
                ? "have no entry in common"
                : "agree up to " + reference.log().get(common - 1).phrase();
        String own = inLog.isEmpty()
                ? node.log().size() > common ? "has other entries of it out of order" : "has no more"
                : "has " + inLog.get(0).phrase();
        String set = aside.isEmpty()
                ? ""
                : ", and aside " + aside.size() + " from " + aside.get(0).phrase();
        String others = reference.log().size() > common
                ? "has " + reference.log().get(common).phrase()
                : "has no more";
        return node.node() + " and " + reference.node() + " " + agreed + "; then " + node.node() + " " + own + set
                + ", " + reference.node() + " " + others;
    }

    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("node", node.node());
        facts.put("reference", reference.node());
        facts.put("last-common-pos", lastCommonPos());
        facts.put("node-pos", node.pos());
        facts.put("reference-pos", reference.pos());
        facts.put("in-log", (long) inLog.size());
        facts.put("aside", (long) aside.size());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        int longest = Math.max(reference.log().size(), node.log().size());
        for (int place = Math.max(0, common - 1); place < Math.min(longest, common + ROWS_TOLD); place++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put(node.node(), told(node.log(), place));
            row.put(reference.node(), told(reference.log(), place));
            rows.add(row);
        }
        facts.put("side-by-side", rows);
        facts.put(
                "first-aside", aside.stream().limit(ROWS_TOLD).map(Branch::told).toList());
        return facts;
    }

    private static @Nullable List<Object> told(List<Entry> log, int place) {
        return place < log.size() ? told(log.get(place)) : null;
    }

    private static List<Object> told(Entry entry) {
        return List.of(entry.epoch(), entry.pos(), entry.op());
    }
}
