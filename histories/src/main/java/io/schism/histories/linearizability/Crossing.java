package io.schism.histories.linearizability;

import io.schism.histories.linearizability.Frontier.Configuration;
import io.schism.histories.linearizability.Frontier.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Between a frontier, which any search can take up, and the rows of one search. */
final class Crossing<S> {
    private final Problem problem;
    private final Transitions<S> transitions;
    private final Supply supply;
    private final Layout layout;
    private final long[] row;

    Crossing(Problem problem, Transitions<S> transitions, Supply supply, Layout layout) {
        this.problem = problem;
        this.transitions = transitions;
        this.supply = supply;
        this.layout = layout;
        this.row = new long[layout.stride()];
    }

    /** Puts a frontier's configurations into rows, before the first event. */
    void enter(Frontier<S> start, Configurations into) {
        for (int kind = 0; kind < start.kinds().size(); kind++) {
            // One of them is the entry that stands for the kind, and arrives as any other.
            supply.arrived(problem.kind(kind), start.kinds().get(kind).available() - 1);
        }
        Map<Long, Integer> slots = slots(start);
        for (Configuration<S> configuration : start.configurations()) {
            Arrays.fill(row, 0);
            row[0] = transitions.number(configuration.state());
            for (Map.Entry<Long, Integer> held : slots.entrySet()) {
                int slot = held.getValue();
                if (configuration.done().contains(held.getKey())) {
                    row[Layout.done(Layout.word(slot))] |= Layout.bit(slot);
                }
                if (configuration.spent().contains(held.getKey())) {
                    row[layout.spent(Layout.word(slot))] |= Layout.bit(slot);
                }
            }
            for (int kind = 0; kind < configuration.used().length; kind++) {
                supply.use(layout, row, problem.kind(kind), configuration.used()[kind]);
            }
            into.add(row);
        }
    }

    /** The slots of the calls that some configuration brings along done or spent. */
    private Map<Long, Integer> slots(Frontier<S> start) {
        Set<Long> marked = new HashSet<>();
        for (Configuration<S> configuration : start.configurations()) {
            marked.addAll(configuration.done());
            marked.addAll(configuration.spent());
        }
        Map<Long, Integer> slots = new HashMap<>();
        for (int at = 0; slots.size() < marked.size(); at++) {
            int call = problem.events()[at] >> 1;
            long index = problem.entry(call).call().invocation().index();
            if (marked.contains(index)) {
                slots.put(index, problem.slot(call));
            }
        }
        return slots;
    }

    /** The frontier that rows make once the events before that one are done. */
    Frontier<S> leave(Configurations rows, int event) {
        List<Kind> kinds = new ArrayList<>();
        for (int kind = 0; kind < problem.kinds(); kind++) {
            kinds.add(new Kind(problem.oneOf(kind), supply.available(kind)));
        }
        List<Configuration<S>> configurations = new ArrayList<>(rows.live());
        for (int at = 0; at < rows.size(); at++) {
            if (rows.isLive(at)) {
                rows.get(at, row);
                int[] used = new int[kinds.size()];
                Arrays.setAll(used, kind -> supply.used(layout, row, kind));
                configurations.add(new Configuration<>(
                        transitions.state((int) row[0]),
                        pending(event, slot -> layout.isDone(row, slot)),
                        pending(event, slot -> layout.isSpent(row, slot)),
                        used));
            }
        }
        return new Frontier<>(kinds, configurations).withoutSpent();
    }

    /** Of the calls whose returns are yet to come, those with such a slot. */
    private Set<Long> pending(int event, IntPredicate slots) {
        Set<Long> pending = new HashSet<>();
        for (int later = event; later < problem.events().length; later++) {
            int call = problem.events()[later] >> 1;
            if (slots.test(problem.slot(call))) {
                pending.add(problem.entry(call).call().invocation().index());
            }
        }
        return Set.copyOf(pending);
    }
}
