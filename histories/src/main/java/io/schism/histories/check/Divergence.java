package io.schism.histories.check;

import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * DIV: whether the nodes ended with one log. The surviving primary's log is the reference. A node's branch are its entries
 * beyond the last common position that the reference has not, side file included; where a node's log itself branches
 * off, the reference's entries beyond that position are its own branch. Acknowledged entries in any branch are a fork;
 * so is, once the run was quiet, a member whose log is not the reference's ({@code residual}). A lagging replica that is no
 * member, and an unacknowledged tail put aside, are none.
 *
 * <p>Figures: {@code fork-acked}, {@code fork-unacked} and {@code fork-epoch-starts} (each entry once, however many nodes have
 * it), {@code fork-acked-by-node}, {@code fork-unacked-by-node}, {@code residual}, {@code residual-nodes}, {@code given-up-by-node},
 * {@code stale-epoch-refusals} and {@code -by-node}, {@code last-common-pos} by node (0: none), {@code reference}.
 */
public final class Divergence implements Checker {
    private static final int MOST_TOLD = 10;

    @Override
    public String name() {
        return "DIV";
    }

    @Override
    public Verdict check(History history) {
        FinalStates states = FinalStates.of(history);
        List<FinalState> primaries = states.survivingPrimaries();
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        if (primaries.isEmpty()) {
            putCounters(figures, states);
            return new Verdict(name(), Validity.UNKNOWN, states.whyNoPrimary(), figures, List.of());
        }
        FinalState reference = primaries.get(0);
        Writes writes = Writes.of(history);
        List<Branch> branches = Branch.all(reference, states.byNode().values());
        Forks forks = Forks.of(reference, branches, writes);
        List<Branch> residual = branches.stream().filter(Branch::isResidual).toList();
        forks.put(figures);
        figures.put("residual", (long) residual.size());
        figures.put(
                "residual-nodes", residual.stream().map(b -> b.node().node()).toList());
        Map<String, Long> lastCommon = new TreeMap<>();
        branches.forEach(branch -> lastCommon.put(branch.node().node(), branch.lastCommonPos()));
        figures.put("last-common-pos", lastCommon);
        figures.put("reference", reference.node());
        putCounters(figures, states);
        return decide(states, writes, branches, forks, residual, figures);
    }

    private Verdict decide(
            FinalStates states,
            Writes writes,
            List<Branch> branches,
            Forks forks,
            List<Branch> residual,
            Map<String, @Nullable Object> figures) {
        List<FinalState> asked = List.of(
                branches.isEmpty()
                        ? states.survivingPrimaries().get(0)
                        : branches.get(0).reference());
        boolean forkProven = states.isQuiet() ? forks.acked() > 0 : isForkProven(states, writes, branches, asked);
        List<Evidence> evidence = evidence(writes, branches);
        if (forkProven || states.isQuiet() && !residual.isEmpty()) {
            return new Verdict(name(), Validity.INVALID, reason(forks, residual), figures, evidence);
        }
        if (!states.isQuiet()) {
            return new Verdict(name(), Validity.UNKNOWN, states.unrest(), figures, evidence);
        }
        if (!states.missing().isEmpty()) {
            String reason = "no final state of " + String.join(", ", states.missing());
            return new Verdict(name(), Validity.UNKNOWN, reason, figures, evidence);
        }
        String reason =
                "no acknowledged entry outside the log of " + asked.get(0).node() + ", and every member follows it";
        return new Verdict(name(), Validity.VALID, reason, figures, evidence);
    }

    /** Before quiet, only what a node holds and the surviving primary lacks is proven: a tail may yet be put aside. */
    private static boolean isForkProven(
            FinalStates states, Writes writes, List<Branch> branches, List<FinalState> asked) {
        return branches.stream()
                .flatMap(branch -> branch.entries().stream())
                .map(entry -> writes.acknowledged().get(entry.op()))
                .anyMatch(call -> call != null && states.cover(call.completion().orElseThrow(), asked));
    }

    private static String reason(Forks forks, List<Branch> residual) {
        List<String> reasons = new ArrayList<>();
        if (forks.acked() > 0) {
            reasons.add("the log forked with " + Phrases.count(forks.acked(), "acknowledged write")
                    + " in its branches " + forks.ackedByNode());
        }
        if (!residual.isEmpty()) {
            reasons.add(String.join(
                            ", ", residual.stream().map(b -> b.node().node()).toList())
                    + " should follow the primary and has not its log");
        }
        return String.join("; ", reasons);
    }

    private static void putCounters(Map<String, @Nullable Object> figures, FinalStates states) {
        Map<String, Long> givenUp = new TreeMap<>();
        Map<String, Long> refusals = new TreeMap<>();
        for (FinalState state : states.byNode().values()) {
            givenUp.put(state.node(), state.givenUp());
            refusals.put(state.node(), state.refusals());
        }
        figures.put("given-up-by-node", givenUp);
        figures.put(
                "stale-epoch-refusals",
                refusals.values().stream().mapToLong(Long::longValue).sum());
        figures.put("stale-epoch-refusals-by-node", refusals);
    }

    private static List<Evidence> evidence(Writes writes, List<Branch> branches) {
        return branches.stream()
                .filter(branch -> branch.isFork() || branch.isResidual())
                .limit(MOST_TOLD)
                .map(branch -> evidence(writes, branch))
                .toList();
    }

    private static Evidence evidence(Writes writes, Branch branch) {
        List<Long> indices = new ArrayList<>();
        indices.add(branch.node().line().index());
        indices.add(branch.reference().line().index());
        String text = branch.phrase();
        Call acked = writes.firstAcknowledged(branch.entries());
        if (acked != null) {
            indices.add(acked.invocation().index());
            indices.add(acked.completion().orElseThrow().index());
            text += "; the first acknowledged one is the " + Phrases.call(acked) + " ("
                    + Phrases.line(acked.completion().orElseThrow()) + ")";
        }
        return new Evidence(text, indices, branch.facts());
    }
}
