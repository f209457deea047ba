package io.schism.histories.linearizability;

import io.schism.histories.model.Action;
import io.schism.histories.model.Merging;
import io.schism.histories.model.Model;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small set of calls that still cannot be linearized. Reads that are not kept are removed; other calls that are not
 * kept are only relaxed: made indeterminate, free to take effect at any time from the start. So what is left proves the
 * violation whatever the rest did.
 *
 * <p>Best effort within its budget: a core around the failed call is tried first, in growing sizes, then the rest is
 * taken away in halves and at last one by one.
 */
final class Reduction<S> {
    private static final Duration ONE_TRY = Duration.ofMillis(50);
    private static final Duration ONE_TRY_PER_CALL = Duration.ofNanos(20_000);
    private static final int FIRST_CORE = 4;
    private static final int MOST_WITNESSES = 8;

    /**
     * What is left.
     *
     * @param kept in order of invocation, each made when it is asked for
     * @param minimal whether it was tried that no further call can be removed or relaxed
     * @param without for calls that are kept, a few of them: the linearization that there is once that call is removed or relaxed
     * @param entries the history that is left, relaxed calls included
     */
    record Core(List<Entry> kept, boolean minimal, Map<Entry, List<Entry>> without, Entries entries) {}

    private final Model<S> model;
    private final S initial;
    private final Entries entries;
    private final Budget budget;
    private Duration oneTry;

    Reduction(Model<S> model, S initial, Entries entries, Budget budget) {
        this.model = model;
        this.initial = initial;
        this.entries = entries;
        this.budget = budget;
        this.oneTry = ONE_TRY.plus(ONE_TRY_PER_CALL.multipliedBy(entries.size()));
    }

    /** What is left of calls that an engine named; empty where these alone prove nothing. */
    Optional<Core> of(List<Entry> witness) {
        boolean[] kept = members(witness);
        return !witness.isEmpty() && decide(kept) == Validity.INVALID ? Optional.of(reduced(kept)) : Optional.empty();
    }

    /** What is left when one begins with the calls that have to do with that one. */
    Core around(Entry failed) {
        return reduced(core(failed));
    }

    private Core reduced(boolean[] kept) {
        for (int chunk = Math.max(1, count(kept) / 2); chunk > 1; chunk /= 2) {
            shrink(kept, chunk);
        }
        boolean minimal = false;
        while (!minimal && !budget.isSpent()) {
            minimal = shrink(kept, 1);
            oneTry = oneTry.multipliedBy(2);
        }
        Entries left = entries.choice();
        Map<Entry, List<Entry>> without = new LinkedHashMap<>();
        for (int call = 0; call < kept.length; call++) {
            if (kept[call]) {
                left.choose(entries, call);
                if (without.size() < MOST_WITNESSES && !budget.isSpent()) {
                    int number = call;
                    kept[call] = false;
                    witness(relaxed(kept)).ifPresent(order -> without.put(entries.get(number), order));
                    kept[call] = true;
                }
            }
        }
        return new Core(left.asList(), minimal, without, relaxed(kept));
    }

    private Optional<List<Entry>> witness(Entries left) {
        if (model instanceof Merging<S> merging) {
            Merged<S> merged = Merged.of(merging, left);
            return Witness.of(merged, merged.seen(initial), left, budget);
        }
        return Witness.of(model, initial, left, budget);
    }

    private boolean[] members(List<Entry> witness) {
        Set<Integer> places = new HashSet<>();
        witness.forEach(entry -> places.add(entry.invoked()));
        boolean[] kept = new boolean[entries.size()];
        for (int call = 0; call < kept.length; call++) {
            kept[call] = places.contains(entries.invoked(call));
        }
        return kept;
    }

    /** The smallest of some likely sets that is invalid: what touches the failed call's values, and what is near it. */
    private boolean[] core(Entry failed) {
        Set<Object> values = values(failed.action());
        boolean[] all = new boolean[entries.size()];
        Arrays.fill(all, true);
        for (int near = FIRST_CORE; near < entries.size() && !budget.isSpent(); near *= 4) {
            boolean[] kept = new boolean[entries.size()];
            int budgetOfRelated = 4 * near;
            int budgetOfNear = near;
            for (int call = entries.size() - 1; call >= 0; call--) {
                Action action = entries.action(call);
                boolean before = entries.invoked(call) <= failed.returned();
                if (before && budgetOfNear > 0) {
                    kept[call] = true;
                    budgetOfNear--;
                } else if (!before && !model.isPureRead(action) || isRelated(action, values)) {
                    kept[call] = budgetOfRelated-- > 0;
                }
            }
            if (decide(kept) == Validity.INVALID) {
                return kept;
            }
        }
        return all;
    }

    private static boolean isRelated(Action action, Set<Object> values) {
        return values(action).stream().anyMatch(values::contains);
    }

    private static Set<Object> values(Action action) {
        Set<Object> values = new HashSet<>();
        collect(action.input(), values);
        collect(action.output(), values);
        return values;
    }

    private static void collect(@Nullable Object value, Set<Object> into) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> collect(inner, into));
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(inner -> collect(inner, into));
        } else if (value != null) {
            into.add(value);
        }
    }

    private static int count(boolean[] kept) {
        int count = 0;
        for (boolean one : kept) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** Takes away runs of that many kept calls where the rest stays invalid; true if it was sure that none can go. */
    private boolean shrink(boolean[] kept, int chunk) {
        boolean settled = true;
        for (int end = kept.length; end > 0 && !budget.isSpent(); ) {
            boolean[] fewer = kept.clone();
            int begin = end;
            for (int taken = 0; begin > 0 && taken < chunk; ) {
                begin--;
                if (fewer[begin]) {
                    fewer[begin] = false;
                    taken++;
                }
            }
            if (!Arrays.equals(fewer, kept)) {
                Validity validity = decide(fewer);
                if (validity == Validity.INVALID) {
                    System.arraycopy(fewer, 0, kept, 0, kept.length);
                }
                settled &= validity == Validity.VALID;
            }
            end = begin;
        }
        return settled && !budget.isSpent();
    }

    private Validity decide(boolean[] kept) {
        Entries left = relaxed(kept);
        Budget attempt = budget.atMost(oneTry);
        if (!(model instanceof Merging<S> merging)) {
            return Engines.decide(model, initial, left, attempt).validity();
        }
        return Engines.promised(model, initial, left, attempt)
                .map(Outcome::validity)
                .orElseGet(() -> decide(Merged.of(merging, left), kept, left, attempt));
    }

    /** First by what {@link Sketch} says, to which the orders of relaxed calls are all one. */
    private Validity decide(Merged<S> merged, boolean[] kept, Entries left, Budget attempt) {
        Entries constraints = entries.choice();
        List<Action> free = new ArrayList<>();
        for (int call = 0; call < kept.length; call++) {
            if (kept[call]) {
                constraints.choose(entries, call);
            } else if (!isPureRead(entries.action(call))) {
                free.add(entries.action(call).forgotten());
            }
        }
        S start = merged.seen(initial);
        Validity sketched = Sketch.decide(merged, start, constraints, free, attempt);
        return sketched != Validity.UNKNOWN
                ? sketched
                : Search.decide(merged, start, left, budget.atMost(oneTry)).validity();
    }

    private Entries relaxed(boolean[] kept) {
        Entries relaxed = entries.choice();
        for (int call = 0; call < kept.length; call++) {
            if (kept[call]) {
                relaxed.choose(entries, call);
            } else if (!isPureRead(entries.action(call))) {
                relaxed.chooseRelaxed(entries, call);
            }
        }
        return relaxed;
    }

    /** With its answer or without. */
    private boolean isPureRead(Action action) {
        return model.isPureRead(action) || model.isPureRead(action.forgotten());
    }
}
