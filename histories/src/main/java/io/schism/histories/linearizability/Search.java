package io.schism.histories.linearizability;

import io.schism.histories.model.Model;
import io.schism.histories.model.SingleCell;
import io.schism.histories.verdict.Validity;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exact engine for any model: breadth-first over configurations, in real-time order.
 *
 * <p>A call is linearized only when a completion forces it (just-in-time linearization, Lowe 2017): at each completion
 * every configuration in which that call is not linearized yet tries all orders of pending calls that end with it. A
 * pure read that fits is taken at once, since it changes nothing. Indeterminate operations are counted by kind and
 * never have to happen; in a single cell they are placed lazily ({@link SingleCell}), elsewhere they are tried like
 * any pending call.
 *
 * <p>One search is one pass over the history, within a {@link Scope}; {@link #decide} makes passes until one is sure.
 */
final class Search<S> {
    static final String NAME = "search";
    private static final int STATES_SHOWN = 3;

    private final Problem problem;
    private final Budget.Clock clock;
    private final Scope scope;
    private final Transitions<S> transitions;
    private final Supply supply;
    private final Moves moves;
    private final Layout layout;
    private final Crossing<S> crossing;
    private final long[] row;
    private Configurations frontier;
    private Configurations next;
    private int event;

    /** Whether no configuration was dropped that the scope admits. */
    private boolean whole = true;

    /** @param ends whether no calls come after those of the problem */
    Search(Model<S> model, Frontier<S> start, Problem problem, boolean ends, Budget budget, Scope scope) {
        this.problem = problem;
        this.clock = budget.clock();
        this.scope = scope;
        if (model instanceof SingleCell<S> single) {
            CellTransitions<S> cell = new CellTransitions<>(single, problem.actions(), clock);
            for (Frontier.Configuration<S> configuration : start.configurations()) {
                cell.number(configuration.state());
            }
            this.transitions = cell;
            this.supply = new Supply(problem, cell, ends);
            this.layout = layout(start);
            this.moves = new CellMoves(problem, cell, supply, layout, scope, budget);
        } else {
            this.transitions = new MemoTransitions<>(model, problem.actions(), budget);
            this.supply = new Supply(problem, null, ends);
            this.layout = layout(start);
            this.moves = new ModelMoves(problem, transitions, supply, layout, scope, budget);
        }
        this.row = new long[layout.stride()];
        this.frontier = new Configurations(layout, budget, moves.keyed);
        this.next = new Configurations(layout, budget, moves.keyed);
        this.crossing = new Crossing<>(problem, transitions, supply, layout);
        crossing.enter(start, frontier);
    }

    private Layout layout(Frontier<S> start) {
        return new Layout(problem.slots(), supply.coveredBy(), problem.largestKind() + start.largestKind());
    }

    /**
     * Decides; a limit that is reached makes the outcome unknown. A narrow pass comes first, then, in a single cell, the
     * relaxed one, then wider and wider ones, of which the last is exact.
     */
    static <S> Outcome<S> decide(Model<S> model, S initial, Entries entries, Budget budget) {
        return decide(model, Frontier.at(initial), entries, budget);
    }

    private static <S> Outcome<S> decide(Model<S> model, Frontier<S> start, Entries entries, Budget budget) {
        try (Budget.Share share = budget.share()) {
            return decide(model, start, new Problem(model, entries, share), budget);
        } catch (Exhausted limit) {
            return Outcome.unknown(NAME, limit.limit() + " before the search began");
        }
    }

    private static <S> Outcome<S> decide(Model<S> model, Frontier<S> start, Problem problem, Budget budget) {
        Search<S> narrow = new Search<>(model, start, problem, true, budget, Scope.FIRST);
        Optional<Outcome<S>> outcome = narrow.run();
        if (outcome.isEmpty() && model instanceof SingleCell) {
            Search<S> relaxed = new Search<>(model, start, problem, true, budget, Scope.RELAXED);
            outcome = relaxed.run();
            if (outcome.isPresent() && outcome.get().validity() == Validity.INVALID && narrow.event == relaxed.event) {
                outcome = Optional.of(narrow.impossible());
            }
        }
        for (Scope scope = Scope.FIRST.wider(); outcome.isEmpty(); scope = scope.wider()) {
            outcome = new Search<>(model, start, problem, true, budget, scope).run();
        }
        return outcome.get();
    }

    /**
     * Whether what a frontier left can go on to the end.
     *
     * @param entries what {@link Frontier#entries} began: the calls still pending there, and all that came after
     * @throws Exhausted where a limit is reached
     */
    static <S> boolean admits(Model<S> model, Frontier<S> start, Entries entries, Budget budget) {
        if (start.isEmpty()) {
            return false;
        }
        Outcome<S> outcome = decide(model, start, entries, budget);
        if (outcome.validity() == Validity.UNKNOWN) {
            throw new Exhausted(outcome.note());
        }
        return outcome.validity() == Validity.VALID;
    }

    /**
     * The frontier at a later place, from which any history may follow.
     *
     * @param entries what {@link Frontier#entries} began: the calls still pending there, and those invoked between
     *     there and that place, all with their outcomes
     * @throws Exhausted where a limit is reached
     */
    static <S> Frontier<S> advance(Model<S> model, Frontier<S> start, Entries entries, int place, Budget budget) {
        try (Budget.Share share = budget.share()) {
            Problem problem = new Problem(model, entries, share);
            return advance(new Search<>(model, start, problem, false, budget, Scope.EXACT), place);
        }
    }

    private static <S> Frontier<S> advance(Search<S> search, int place) {
        try {
            boolean survives = search.advance(search.problem.eventsBefore(place));
            return survives ? search.crossing.leave(search.frontier, search.event) : Frontier.none();
        } finally {
            search.close();
        }
    }

    private void close() {
        frontier.close();
        next.close();
        moves.close();
    }

    /** The outcome, where this pass is sure of it. */
    Optional<Outcome<S>> run() {
        try {
            boolean survives = advance(problem.events().length);
            boolean sure = survives ? !scope.relaxed() : whole;
            return sure ? Optional.of(survives ? Outcome.valid(NAME) : impossible()) : Optional.empty();
        } catch (Exhausted limit) {
            int[] events = problem.events();
            return Optional.of(Outcome.stopped(NAME, limit, problem.entry(events[event] >> 1), event, events.length));
        } finally {
            close();
        }
    }

    /** Goes on before that event; false where no configuration survives the one that it stops at. */
    private boolean advance(int end) {
        int[] events = problem.events();
        for (; event < end; event++) {
            int call = events[event] >> 1;
            if (!Timeline.isReturn(events[event])) {
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
        } else {
            moves.invoke(call);
        }
    }

    /** Whether a linearization is left in which the call took effect. */
    private boolean complete(int call) {
        whole &= moves.complete(frontier, problem.slot(call), next);
        if (next.isEmpty()) {
            return false;
        }
        moves.leave(problem.slot(call));
        swap();
        if (transitions.isFull()) {
            forgetStates();
        }
        if (frontier.live() > scope.width()) {
            narrow();
        }
        return true;
    }

    private void swap() {
        Configurations free = frontier;
        frontier = next;
        next = free;
    }

    /** Keeps the configurations that used least. */
    private void narrow() {
        whole = false;
        long[] order = new long[frontier.live()];
        int count = 0;
        for (int at = 0; at < frontier.size(); at++) {
            if (frontier.isLive(at)) {
                frontier.get(at, row);
                order[count++] = layout.cost(row) << 32 | at;
            }
        }
        Arrays.sort(order);
        next.clear();
        for (int kept = 0; kept < scope.width(); kept++) {
            frontier.get((int) order[kept], row);
            next.add(row);
        }
        swap();
    }

    /** Keeps only the states in which some configuration stands. */
    private void forgetStates() {
        int[] states = new int[frontier.live()];
        int count = 0;
        for (int at = 0; at < frontier.size(); at++) {
            if (frontier.isLive(at)) {
                states[count++] = (int) frontier.state(at);
            }
        }
        int[] renumbered = transitions.retain(states);
        next.clear();
        count = 0;
        for (int at = 0; at < frontier.size(); at++) {
            if (frontier.isLive(at)) {
                frontier.get(at, row);
                row[0] = renumbered[count++];
                next.add(row);
            }
        }
        swap();
    }

    /** A relaxed pass may have gone on too far: where it ends tells nothing of the call that fails. */
    private Outcome<S> impossible() {
        if (scope.relaxed()) {
            return Outcome.invalid(NAME, "not even if pending operations might take effect again and again");
        }
        Set<S> states = new LinkedHashSet<>();
        for (int at = 0; at < frontier.size() && states.size() < STATES_SHOWN; at++) {
            if (frontier.isLive(at)) {
                states.add(transitions.state((int) frontier.state(at)));
            }
        }
        return new Outcome<>(
                Validity.INVALID,
                NAME,
                Optional.of(problem.entry(problem.events()[event] >> 1)),
                List.copyOf(states),
                "no order of the calls pending then makes it fit");
    }
}
