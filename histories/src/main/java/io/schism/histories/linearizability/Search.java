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
    private final long[] row;
    private Configurations frontier;
    private Configurations next;
    private int event;

    /** Whether no configuration was dropped that the scope admits. */
    private boolean whole = true;

    Search(Model<S> model, S initial, Problem problem, Budget budget, Scope scope) {
        this.problem = problem;
        this.clock = budget.clock();
        this.scope = scope;
        if (model instanceof SingleCell<S> single) {
            CellTransitions<S> cell = new CellTransitions<>(single, initial, problem.actions());
            this.transitions = cell;
            this.supply = new Supply(problem, cell);
            this.layout = new Layout(problem.slots(), supply.coveredBy(), problem.largestKind());
            this.moves = new CellMoves(problem, cell, supply, layout, scope, budget);
        } else {
            this.transitions = new MemoTransitions<>(model, initial, problem.actions(), budget);
            this.supply = new Supply(problem, null);
            this.layout = new Layout(problem.slots(), supply.coveredBy(), problem.largestKind());
            this.moves = new ModelMoves(problem, transitions, supply, layout, scope, budget);
        }
        this.row = new long[layout.stride()];
        this.frontier = new Configurations(layout, budget, moves.keyed);
        this.next = new Configurations(layout, budget, moves.keyed);
    }

    /**
     * Decides; a limit that is reached makes the outcome unknown. A narrow pass comes first, then, in a single cell, the
     * relaxed one, then wider and wider ones, of which the last is exact.
     */
    static <S> Outcome<S> decide(Model<S> model, S initial, Entries entries, Budget budget) {
        try {
            Problem problem = new Problem(model, entries);
            Search<S> narrow = new Search<>(model, initial, problem, budget, Scope.FIRST);
            Optional<Outcome<S>> outcome = narrow.run();
            if (outcome.isEmpty() && model instanceof SingleCell) {
                Search<S> relaxed = new Search<>(model, initial, problem, budget, Scope.RELAXED);
                outcome = relaxed.run()
                        .map(decided -> decided.validity() == Validity.INVALID && narrow.event == relaxed.event
                                ? narrow.impossible()
                                : decided);
            }
            for (Scope scope = Scope.FIRST.wider(); outcome.isEmpty(); scope = scope.wider()) {
                outcome = new Search<>(model, initial, problem, budget, scope).run();
            }
            return outcome.get();
        } catch (Exhausted limit) {
            return Outcome.unknown(NAME, limit.limit() + " before the search began");
        }
    }

    /** The outcome, where this pass is sure of it. */
    Optional<Outcome<S>> run() {
        try {
            row[0] = transitions.initial();
            frontier.add(row);
            boolean survives = advance(problem.events().length);
            boolean sure = survives ? !scope.relaxed() : whole;
            return sure ? Optional.of(survives ? Outcome.valid(NAME) : impossible()) : Optional.empty();
        } catch (Exhausted limit) {
            int[] events = problem.events();
            long index = problem.entry(events[event] >> 1).index();
            return Optional.of(Outcome.unknown(
                    NAME,
                    limit.limit() + " at index " + index + ", " + 100L * event / events.length + " % of the way"));
        } finally {
            frontier.close();
            next.close();
            moves.close();
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
            supply.arrived(problem.kind(call));
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
