package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import io.schism.histories.model.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One linearization of a few calls that must happen, with the help of calls that may: what shows a reader that a
 * counterexample without one of its calls is none. Orders that use the fewest helpers are tried first, with one way alone
 * to each state; then one helper after the other as long as they lead anywhere new; then every way. It may fail to find
 * one within its bounds; what it finds is right.
 */
final class Witness<S> {
    private static final int MOST_MUST = 62;
    private static final int MOST_NODES = 50_000;
    private static final int FEW_NODES = 5_000;

    /** After the calls of {@code before}, that entry: where it leads, and which calls that must happen are done. */
    private record Node<S>(S state, long done, @Nullable Node<S> before, int entry) {}

    private record Seen<S>(S state, long done) {}

    private final Model<S> model;
    private final Entries entries;
    private final Budget.Clock clock;
    private final List<Integer> must = new ArrayList<>();
    private final List<Integer> may = new ArrayList<>();

    private Witness(Model<S> model, Entries entries, Budget.Clock clock) {
        this.model = model;
        this.entries = entries;
        this.clock = clock;
        Map<Action, Integer> kinds = new HashMap<>();
        for (int entry = 0; entry < entries.size(); entry++) {
            if (!entries.isIndeterminate(entry)) {
                must.add(entry);
            } else if (kinds.merge(entries.action(entry), 1, Integer::sum) <= MOST_MUST) {
                may.add(entry);
            }
        }
    }

    /** An order of every call that returned and some that did not; empty where none was found. */
    static <S> Optional<List<Entry>> of(Model<S> model, S initial, Entries entries, Budget budget) {
        Witness<S> witness = new Witness<>(model, entries, budget.clock());
        try {
            if (witness.must.size() > MOST_MUST) {
                return Optional.empty();
            }
            Optional<List<Entry>> found = witness.search(initial, 1, false, FEW_NODES);
            found = found.isPresent() ? found : witness.search(initial, 1, true, MOST_NODES);
            return found.isPresent() ? found : witness.search(initial, Integer.MAX_VALUE, false, MOST_NODES);
        } catch (Exhausted limit) {
            return Optional.empty();
        }
    }

    /**
     * @param ways how many sets of helpers are followed from the same state with the same calls done, at most
     * @param deep whether what a helper leads to is followed before the next helper is tried
     * @param most so many nodes are looked at
     */
    private Optional<List<Entry>> search(S initial, int ways, boolean deep, int most) {
        long all = (1L << must.size()) - 1;
        long[] musts = predecessors(must);
        long[] mays = predecessors(may);
        Deque<Node<S>> open = new ArrayDeque<>(List.of(new Node<S>(initial, 0, null, -1)));
        Map<Seen<S>, List<Set<Integer>>> seen = new HashMap<>();
        for (int nodes = 0; !open.isEmpty() && nodes < most; nodes++) {
            Node<S> node = open.pollFirst();
            if (node.done() == all) {
                return Optional.of(order(node));
            }
            // One that used the same helpers and more can do no more.
            Set<Integer> used = helpers(node);
            List<Set<Integer>> cheaper =
                    seen.computeIfAbsent(new Seen<>(node.state(), node.done()), place -> new ArrayList<>());
            if (cheaper.size() == ways || cheaper.stream().anyMatch(used::containsAll)) {
                continue;
            }
            cheaper.add(used);
            for (int helper = 0; helper < mays.length; helper++) {
                clock.tick();
                int entry = may.get(helper);
                if (isFree(mays[helper], node.done()) && !used.contains(entry)) {
                    after(node, entry, node.done()).forEach(deep ? open::addFirst : open::addLast);
                }
            }
            for (int call = 0; call < musts.length; call++) {
                if ((node.done() >> call & 1) == 0 && isFree(musts[call], node.done())) {
                    after(node, must.get(call), node.done() | 1L << call).forEach(open::addFirst);
                }
            }
        }
        return Optional.empty();
    }

    /** For each of these calls, those that must happen before it. */
    private long[] predecessors(List<Integer> calls) {
        long[] before = new long[calls.size()];
        for (int call = 0; call < before.length; call++) {
            for (int earlier = 0; earlier < must.size(); earlier++) {
                if (entries.returned(must.get(earlier)) < entries.invoked(calls.get(call))) {
                    before[call] |= 1L << earlier;
                }
            }
        }
        return before;
    }

    private static boolean isFree(long before, long done) {
        return (before & ~done) == 0;
    }

    private Set<Integer> helpers(Node<S> node) {
        Set<Integer> used = new HashSet<>();
        for (Node<S> at = node; at.before() != null; at = at.before()) {
            if (entries.isIndeterminate(at.entry())) {
                used.add(at.entry());
            }
        }
        return used;
    }

    private List<Node<S>> after(Node<S> node, int entry, long done) {
        return model.step(node.state(), entries.action(entry)) instanceof Step.Next<S> next
                ? next.states().stream()
                        .map(state -> new Node<>(state, done, node, entry))
                        .toList()
                : List.of();
    }

    private List<Entry> order(Node<S> last) {
        Deque<Entry> order = new ArrayDeque<>();
        for (Node<S> at = last; at.before() != null; at = at.before()) {
            order.addFirst(entries.get(at.entry()));
        }
        return List.copyOf(order);
    }
}
