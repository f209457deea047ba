package io.schism.histories.check;

import io.schism.histories.history.History;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * DUAL: whether two primaries were acknowledged at once. Either a call was acknowledged under epoch e that was
 * <em>invoked after</em> a call acknowledged under e' &gt; e had completed (concurrent calls prove nothing: each may have
 * taken effect before the other), or two nodes acknowledged under one epoch. Only client calls count that are ok, name node
 * and epoch, and claim to be linearizable.
 *
 * <p>Figures: {@code dual-primary-ms}, from the first completion under e' to the last such invocation, the longest where
 * several epochs were served too long, 0 where none was; {@code stale-acks}; {@code shared-epochs}; {@code windows}, and of the
 * longest {@code nodes}, {@code epochs}, {@code from-ns} and {@code to-ns}; {@code claimed-overlap-ms} by sampled roles, which
 * has no part in the verdict.
 */
public final class DualPrimary implements Checker {
    private static final int MOST_WINDOWS_TOLD = 5;

    @Override
    public String name() {
        return "DUAL";
    }

    @Override
    public Verdict check(History history) {
        List<Ack> byInvocation = Ack.all(history);
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        double claimed = Phrases.millis(ClaimedOverlap.nanos(RoleSample.all(history)));
        if (byInvocation.isEmpty()) {
            figures.put("claimed-overlap-ms", claimed);
            return new Verdict(
                    name(), Validity.UNKNOWN, "no ok call tells the node and epoch that answered", figures, List.of());
        }
        List<Ack> byCompletion = new ArrayList<>(byInvocation);
        byCompletion.sort(Comparator.comparingLong(ack -> ack.completion().index()));
        List<DualWindow> stale = staleWindows(byInvocation, byCompletion);
        List<DualWindow> shared = sharedWindows(byInvocation, byCompletion);
        List<DualWindow> windows = new ArrayList<>(stale);
        windows.addAll(shared);
        windows.sort(Comparator.comparingLong(DualWindow::nanos).reversed());
        putFigures(figures, windows, stale, shared);
        figures.put("claimed-overlap-ms", claimed);
        if (windows.isEmpty()) {
            return new Verdict(
                    name(),
                    Validity.VALID,
                    "one primary at any time, by " + Phrases.count(byInvocation.size(), "acknowledged call"),
                    figures,
                    List.of());
        }
        return new Verdict(name(), Validity.INVALID, reason(windows.get(0)), figures, evidence(windows));
    }

    /** One window for each epoch under which a call was invoked after a higher one had been acknowledged. */
    private static List<DualWindow> staleWindows(List<Ack> byInvocation, List<Ack> byCompletion) {
        TreeMap<Long, Ack> firstOfHigherEpochs = new TreeMap<>();
        TreeMap<Long, DualWindow> byEpoch = new TreeMap<>();
        int completed = 0;
        for (Ack ack : byInvocation) {
            while (completed < byCompletion.size()
                    && byCompletion.get(completed).completion().index()
                            < ack.invocation().index()) {
                Ack earlier = byCompletion.get(completed++);
                if (firstOfHigherEpochs.isEmpty() || firstOfHigherEpochs.lastKey() < earlier.epoch()) {
                    firstOfHigherEpochs.put(earlier.epoch(), earlier);
                }
            }
            Map.Entry<Long, Ack> newer = firstOfHigherEpochs.higherEntry(ack.epoch());
            if (newer != null) {
                byEpoch.computeIfAbsent(ack.epoch(), epoch -> DualWindow.stale(newer.getValue()))
                        .add(ack);
            }
        }
        return List.copyOf(byEpoch.values());
    }

    /** One window for each epoch under which two nodes acknowledged. */
    private static List<DualWindow> sharedWindows(List<Ack> byInvocation, List<Ack> byCompletion) {
        Map<Long, Ack> first = new TreeMap<>();
        Map<Long, DualWindow> byEpoch = new TreeMap<>();
        for (Ack ack : byCompletion) {
            Ack holder = first.putIfAbsent(ack.epoch(), ack);
            if (holder != null && !holder.node().equals(ack.node())) {
                byEpoch.computeIfAbsent(ack.epoch(), epoch -> DualWindow.shared(holder, ack));
            }
        }
        for (Ack ack : byInvocation) {
            DualWindow window = byEpoch.get(ack.epoch());
            if (window != null
                    && !ack.node().equals(window.newer().node())
                    && ack.invocation().index() > window.newer().completion().index()) {
                window.add(ack);
            }
        }
        return List.copyOf(byEpoch.values());
    }

    private static void putFigures(
            Map<String, @Nullable Object> figures,
            List<DualWindow> windows,
            List<DualWindow> stale,
            List<DualWindow> shared) {
        figures.put(
                "dual-primary-ms",
                windows.isEmpty() ? 0.0 : Phrases.millis(windows.get(0).nanos()));
        figures.put("stale-acks", stale.stream().mapToLong(DualWindow::count).sum());
        if (!windows.isEmpty()) {
            DualWindow longest = windows.get(0);
            figures.put("nodes", longest.nodes());
            figures.put("epochs", longest.epochs());
            figures.put("from-ns", longest.from());
            figures.put("to-ns", longest.to());
            figures.put(
                    "shared-epochs",
                    shared.stream().map(window -> window.newer().epoch()).toList());
            figures.put("windows", windows.stream().map(DualWindow::facts).toList());
        }
    }

    private static String reason(DualWindow window) {
        Ack newer = window.newer();
        if (window.isShared()) {
            return String.join(" and ", window.nodes()) + " both acknowledged under epoch " + newer.epoch();
        }
        return String.join(" and ", window.olderNodes()) + " acknowledged "
                + Phrases.count(window.count(), "call") + " under epoch "
                + window.first().epoch()
                + " that were invoked after " + newer.node() + " had acknowledged under epoch " + newer.epoch()
                + ", over " + Phrases.seconds(window.nanos());
    }

    private static List<Evidence> evidence(List<DualWindow> windows) {
        List<Evidence> evidence = new ArrayList<>();
        for (DualWindow window : windows.subList(0, Math.min(windows.size(), MOST_WINDOWS_TOLD))) {
            Map<String, @Nullable Object> facts = window.facts();
            if (window.isShared()) {
                evidence.add(told("first by one node: ", window.first(), facts));
                evidence.add(told("first by another node: ", window.newer(), facts));
            } else {
                evidence.add(told("first under the newer epoch: ", window.newer(), facts));
                evidence.add(told("first stale: ", window.first(), facts));
            }
            if (window.count() > 1) {
                evidence.add(told("last stale: ", window.last(), facts));
            }
        }
        return evidence;
    }

    private static Evidence told(String what, Ack ack, Map<String, @Nullable Object> facts) {
        return new Evidence(what + ack.phrase(), ack.indices(), facts);
    }
}
