package io.schism.histories.linearizability;

import io.schism.histories.history.Call;
import io.schism.histories.history.Operation;
import io.schism.histories.model.Action;
import io.schism.histories.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One key of a history that goes on: the frontier at the last settled place, and the calls since.
 *
 * <p>A place is settled when every call invoked before it has its outcome; calls that return later are carried over as
 * pending. Beyond it a call without an outcome counts as indeterminate, whatever it will be: should it answer, it is
 * bound to that answer and to a return; should it fail, it is gone; either only takes linearizations away. So what is
 * impossible now stays impossible, and the other way round, what is not impossible now may come out well.
 */
final class Window<S> {
    private static final int FIRST = Frontier.BEFORE + 1;

    /** A call, where its lines are among those of the key, and what is known of it so far. */
    final class Pending {
        private Call call;
        private Action action;
        private int invoked;
        private int completed = Entry.NEVER;

        private Pending(Call call, Action action, int invoked) {
            this.call = call;
            this.action = action;
            this.invoked = invoked;
        }

        /** Takes its completion; gives the window to look at. */
        Window<S> complete(Operation completion) {
            call = new Call(call.invocation(), completion);
            if (call.isOk() && !isVoid()) {
                action = Partitioner.answered(model, keyed, action, call.invocation(), completion);
            }
            if (!givenUp) {
                completed = place++;
            }
            return Window.this;
        }

        private boolean isOpen() {
            return completed == Entry.NEVER;
        }

        /** It never happened, or does not claim to be linearizable after all. */
        private boolean isVoid() {
            return call.isFailed() || !Partition.claimsLinearizability(call);
        }

        private boolean returnedSince(int place) {
            return action.returned() && !isVoid() && completed >= place;
        }
    }

    private final Model<S> model;
    private final boolean keyed;
    private final List<Pending> calls = new ArrayList<>();
    private Frontier<S> settled;
    private int place = FIRST;
    private int looked = FIRST;
    private boolean givenUp;

    private Window(Model<S> model, boolean keyed, S initial) {
        this.model = model;
        this.keyed = keyed;
        this.settled = Frontier.at(initial);
    }

    static <S> Window<S> of(Model<S> model, boolean keyed, Optional<Object> initial) {
        return new Window<>(model, keyed, model.initial(initial));
    }

    Pending invoke(Call call) {
        Pending pending = new Pending(call, Partitioner.invoked(model, keyed, call.invocation()), place);
        if (!givenUp) {
            place++;
            calls.add(pending);
        }
        return pending;
    }

    /** Keeps nothing any more, and says nothing. */
    void giveUp() {
        givenUp = true;
        calls.clear();
        settled = Frontier.none();
    }

    /** How many calls and configurations are kept. */
    int retained() {
        return calls.size() + settled.kinds().size() + settled.configurations().size();
    }

    /**
     * Takes into account what has happened since the last look.
     *
     * @return the completion from which on no linearization is possible; empty where one still is
     * @throws Exhausted where a limit is reached
     */
    Optional<Operation> look(Budget budget) {
        if (givenUp) {
            return Optional.empty();
        }
        int cut = calls.stream()
                .filter(Pending::isOpen)
                .mapToInt(call -> call.invoked)
                .findFirst()
                .orElse(place);
        Frontier<S> next = cut == FIRST
                ? settled
                : Search.advance(model, settled, entries(settled, Frontier.BEFORE, cut, place), cut, budget);
        if (!Search.admits(model, next, entries(next, cut, place, place), budget)) {
            return Optional.of(proof(budget));
        }
        settle(next, cut);
        looked = place;
        return Optional.empty();
    }

    /**
     * What is known before a place of the calls that matter from another one on: those that return since, and those
     * invoked since and before a third.
     */
    private Entries entries(Frontier<S> start, int from, int until, int known) {
        Entries entries = start.entries();
        for (Pending pending : calls) {
            if (pending.invoked < until && (pending.invoked >= from || pending.returnedSince(from))) {
                add(pending, known, entries);
            }
        }
        return entries;
    }

    private void add(Pending pending, int known, Entries into) {
        boolean isKnown = pending.completed < known;
        if (isKnown && pending.isVoid()) {
            return;
        }
        if (isKnown && pending.action.returned()) {
            into.add(pending.call, pending.action, pending.invoked, pending.completed);
        } else if (!model.isPureRead(pending.action.forgotten())) {
            into.add(pending.call, pending.action.forgotten(), pending.invoked, Entry.NEVER);
        }
    }

    /** By halves: what was impossible once is so ever after. Out of time, the last line is one that proves it too. */
    private Operation proof(Budget budget) {
        int possible = looked;
        int impossible = place;
        try {
            while (impossible - possible > 1) {
                int middle = (possible + impossible) >>> 1;
                if (Search.admits(model, settled, entries(settled, Frontier.BEFORE, middle, middle), budget)) {
                    possible = middle;
                } else {
                    impossible = middle;
                }
            }
        } catch (Exhausted limit) {
            // The violation is proven all the same, only not by which line first.
        }
        return completionBefore(impossible);
    }

    private Operation completionBefore(int end) {
        Pending latest = calls.stream()
                .filter(pending -> pending.completed < end)
                .reduce((one, other) -> one.completed > other.completed ? one : other)
                .orElseThrow();
        return latest.call.completion().orElseThrow();
    }

    /** Forgets the calls that are in the frontier now, and counts places from there. */
    private void settle(Frontier<S> next, int cut) {
        settled = next;
        calls.removeIf(pending -> pending.invoked < cut && !pending.returnedSince(cut));
        int shift = cut - FIRST;
        for (Pending pending : calls) {
            pending.invoked = Math.max(Frontier.BEFORE, pending.invoked - shift);
            pending.completed -= pending.isOpen() ? 0 : shift;
        }
        place -= shift;
    }
}
