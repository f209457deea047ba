package io.schism.histories.linearizability;

import io.schism.histories.model.Model;
import io.schism.histories.model.SingleCell;
import io.schism.histories.verdict.Validity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exact engine for any model: breadth-first over configurations, in real-time order.
 *
 * <p>A call is linearized only when a completion forces it (just-in-time linearization, Lowe 2017): at each completion
 * every configuration in which that call is not linearized yet tries all orders of pending calls that end with it. A
 * pure read that fits is taken at once, since it changes nothing. Indeterminate operations are counted by kind and
 * never have to happen; in a single cell they are placed lazily ({@link SingleCell}), elsewhere they are tried like
 * any pending call.
 */
final class Search<S> {
    static final String NAME = "search";
    private static final int STATES_SHOWN = 3;

    private final Problem problem;
    private final Budget budget;
    private final Budget.Clock clock;
    private final Transitions<S> transitions;
    private final @Nullable CellTransitions<S> cell;
    private final Supply supply;
    private final Layout layout;
    private final Crossing<S> crossing;
    private final @Nullable Chains chains;
    private final int[] actionAt;
    private final long[] pending;
    private final long[] reads;
    private final long[] from;
    private final long[] to;
    private final List<Configurations> sets = new ArrayList<>();
    private Configurations frontier;
    private Configurations work;
    private Configurations next;
    private int event;
    private int target;

    private Search(Model<S> model, Frontier<S> start, Entries entries, boolean ends, Budget budget) {
        this.problem = new Problem(model, entries);
        this.budget = budget;
        this.clock = budget.clock();
        if (model instanceof SingleCell<S> single) {
            this.cell = new CellTransitions<>(single, problem.actions());
            this.transitions = cell;
        } else {
            this.cell = null;
            this.transitions = new MemoTransitions<>(model, problem.actions(), budget);
        }
        start.configurations().forEach(configuration -> transitions.number(configuration.state()));
        this.supply = new Supply(problem, cell, ends);
        this.layout = new Layout(problem.slots(), supply.coveredBy(), problem.largestKind() + start.largestKind());
        this.chains =
                cell == null || supply.useful().length == 0 ? null : new Chains(cell, problem, supply, layout, clock);
        this.actionAt = new int[problem.slots()];
        this.pending = new long[1 + layout.slotWords()];
        this.reads = new long[1 + layout.slotWords()];
        this.from = new long[layout.stride()];
        this.to = new long[layout.stride()];
        this.frontier = set();
        this.work = set();
        this.next = set();
        this.crossing = new Crossing<>(problem, transitions, supply, layout);
        crossing.enter(start, frontier);
    }

    private Configurations set() {
        Configurations set = new Configurations(layout, budget);
        sets.add(set);
        return set;
    }

    /** Decides; a limit that is reached makes the outcome unknown. */
    static <S> Outcome<S> decide(Model<S> model, S initial, Entries entries, Budget budget) {
        try {
            return new Search<>(model, Frontier.at(initial), entries, true, budget).run();
        } catch (Exhausted limit) {
            return Outcome.unknown(NAME, limit.limit() + " before the search began");
        }
    }

    /**
     * Whether what a frontier left can go on to the end.
     *
     * @param entries what {@link Frontier#entries} began: the calls still pending there, and all that came after
     * @throws Exhausted where a limit is reached
     */
    static <S> boolean admits(Model<S> model, Frontier<S> start, Entries entries, Budget budget) {
        Search<S> search = new Search<>(model, start, entries, true, budget);
        try {
            return !start.isEmpty() && search.advance(search.problem.events().length);
        } finally {
            search.close();
        }
    }

    /**
     * The frontier at a later place, from which any history may follow.
     *
     * @param entries what {@link Frontier#entries} began: the calls still pending there, and those invoked between
     *     there and that place, all with their outcomes
     * @throws Exhausted where a limit is reached
     */
    static <S> Frontier<S> advance(Model<S> model, Frontier<S> start, Entries entries, int place, Budget budget) {
        Search<S> search = new Search<>(model, start, entries, false, budget);
        try {
            boolean survives = search.advance(search.problem.eventsBefore(place));
            return survives ? search.crossing.leave(search.frontier, search.event) : Frontier.none();
        } finally {
            search.close();
        }
    }

    private void close() {
        sets.forEach(Configurations::close);
    }

    private Outcome<S> run() {
        int[] events = problem.events();
        try {
            return advance(events.length) ? Outcome.valid(NAME) : impossible(events[event] >> 1);
        } catch (Exhausted limit) {
            long index = problem.entry(events[event] >> 1).index();
            return Outcome.unknown(
                    NAME, limit.limit() + " at index " + index + ", " + 100L * event / events.length + " % of the way");
        } finally {
            close();
        }
    }

    /** Goes on before that event; false where no configuration survives the one that it stops at. */
    private boolean advance(int end) {
        int[] events = problem.events();
        for (; event < end; event++) {
            int call = events[event] >> 1;
            if (!Problem.isReturn(events[event])) {
                invoke(call);
            } else if (!complete(call)) {
                return false;
            }
        }
        return true;
    }

    private void invoke(int call) {
        clock.tick();
        if (problem.kind(call) != Problem.NONE) {
            supply.arrived(problem.kind(call), 1);
            return;
        }
        int slot = problem.slot(call);
        actionAt[slot] = problem.action(call);
        pending[Layout.slotWord(slot)] |= Layout.slotBit(slot);
        if (problem.isPure(actionAt[slot])) {
            reads[Layout.slotWord(slot)] |= Layout.slotBit(slot);
        }
    }

    /** Whether a linearization is left in which the call took effect. */
    private boolean complete(int call) {
        target = problem.slot(call);
        work.clear();
        next.clear();
        for (int row = 0; row < frontier.size(); row++) {
            if (frontier.isLive(row)) {
                clock.tick();
                frontier.get(row, to);
                settle();
            }
        }
        for (int row = 0; row < work.size(); row++) {
            if (work.isLive(row)) {
                clock.tick();
                work.get(row, from);
                expand();
            }
        }
        if (next.isEmpty()) {
            return false;
        }
        pending[Layout.slotWord(target)] &= ~Layout.slotBit(target);
        reads[Layout.slotWord(target)] &= ~Layout.slotBit(target);
        Configurations free = frontier;
        frontier = next;
        next = free;
        if (transitions.isFull()) {
            forgetStates();
        }
        return true;
    }

    /** Takes the reads that fit the row {@code to} and puts it where it belongs: done with the target, or not yet. */
    private void settle() {
        takeReads();
        int word = Layout.slotWord(target);
        if ((to[word] & Layout.slotBit(target)) != 0) {
            to[word] &= ~Layout.slotBit(target);
            next.add(to);
        } else {
            work.add(to);
        }
    }

    private void takeReads() {
        for (int word = 1; word < reads.length; word++) {
            for (long bits = reads[word] & ~to[word]; bits != 0; bits &= bits - 1) {
                int slot = (word - 1) * 64 + Long.numberOfTrailingZeros(bits);
                if (transitions.next((int) to[0], actionAt[slot]) >= 0) {
                    to[word] |= Layout.slotBit(slot);
                }
            }
        }
    }

    private void expand() {
        for (int word = 1; word < pending.length; word++) {
            for (long bits = pending[word] & ~from[word]; bits != 0; bits &= bits - 1) {
                linearize((word - 1) * 64 + Long.numberOfTrailingZeros(bits));
            }
        }
        if (cell == null) {
            for (int kind : supply.useful()) {
                if (supply.has(layout, from, kind)) {
                    useIndeterminate(kind);
                }
            }
        }
    }

    private void linearize(int slot) {
        int result = transitions.next((int) from[0], actionAt[slot]);
        if (result >= 0) {
            reach(result, slot);
        } else if (result < Transitions.INCONSISTENT) {
            for (int state : transitions.several(result)) {
                reach(state, slot);
            }
        } else if (chains != null && cell != null) {
            chains.each(from, cell.needs(actionAt[slot]), (kinds, length) -> useChain(kinds, length, slot));
        }
    }

    private void reach(int state, int slot) {
        System.arraycopy(from, 0, to, 0, to.length);
        to[0] = state;
        to[Layout.slotWord(slot)] |= Layout.slotBit(slot);
        settle();
    }

    /** One step: the chain, the reads that its values satisfy on the way, and then the call that needed it. */
    private void useChain(int[] kinds, int length, int slot) {
        System.arraycopy(from, 0, to, 0, to.length);
        for (int link = length - 1; link >= 0; link--) {
            int action = problem.kindAction(kinds[link]);
            to[0] = transitions.next((int) to[0], action);
            supply.use(layout, to, kinds[link]);
            takeReads();
        }
        to[0] = transitions.next((int) to[0], actionAt[slot]);
        to[Layout.slotWord(slot)] |= Layout.slotBit(slot);
        settle();
    }

    private void useIndeterminate(int kind) {
        int result = transitions.next((int) from[0], problem.kindAction(kind));
        if (result >= 0) {
            reachIndeterminate(result, kind);
        } else if (result < Transitions.INCONSISTENT) {
            for (int state : transitions.several(result)) {
                reachIndeterminate(state, kind);
            }
        }
    }

    private void reachIndeterminate(int state, int kind) {
        if (state != from[0]) {
            System.arraycopy(from, 0, to, 0, to.length);
            to[0] = state;
            supply.use(layout, to, kind);
            settle();
        }
    }

    /** Keeps only the states in which some configuration stands. */
    private void forgetStates() {
        int[] states = new int[frontier.live()];
        int count = 0;
        for (int row = 0; row < frontier.size(); row++) {
            if (frontier.isLive(row)) {
                states[count++] = (int) frontier.state(row);
            }
        }
        int[] renumbered = transitions.retain(states);
        next.clear();
        count = 0;
        for (int row = 0; row < frontier.size(); row++) {
            if (frontier.isLive(row)) {
                frontier.get(row, to);
                to[0] = renumbered[count++];
                next.add(to);
            }
        }
        Configurations free = frontier;
        frontier = next;
        next = free;
    }

    private Outcome<S> impossible(int call) {
        Set<S> states = new LinkedHashSet<>();
        for (int row = 0; row < frontier.size() && states.size() < STATES_SHOWN; row++) {
            if (frontier.isLive(row)) {
                states.add(transitions.state((int) frontier.state(row)));
            }
        }
        return new Outcome<>(
                Validity.INVALID,
                NAME,
                Optional.of(problem.entry(call)),
                List.copyOf(states),
                "no order of the calls pending then makes it fit");
    }
}
