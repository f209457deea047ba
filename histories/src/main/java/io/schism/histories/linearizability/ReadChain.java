package io.schism.histories.linearizability;

import io.schism.histories.model.GrowOnly;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The exact engine for sets that only grow and are read as a whole, in one pass over what was read.
 *
 * <p>Reads of equal sets form a step; the steps, by size, must each contain the one before. An element's first add
 * stands between the last step without it and the first one with it. Several adds of one element act as one call, from
 * the earliest invocation to the earliest return: the first of them to take effect can do so at any time in between,
 * and at no other. So each call has a level (step n has 2n, elements that come with it 2n - 1, those that no read saw
 * come last), and there is a linearization unless a call of a higher level returned before one of a lower level was
 * invoked: otherwise each takes effect as early as those of lower levels allow, in any order within a level. A crashed
 * add that no read saw comes last and never returns, so that it contradicts nothing.
 */
final class ReadChain<S> {
    static final String NAME = "read-chain";
    private static final int NONE = -1;
    private static final int UNSEEN = 0;
    private static final int INITIAL = -1;

    /** In columns, and where each call has an element of its own, or a size that it saw. */
    private static final int BYTES_A_CALL = 16 + 72;

    private final GrowOnly<S> set;
    private final Entries entries;
    private final Budget.Share share;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final int[] firstInvoked;
    private final int[] firstReturned;
    private final List<Integer> reads = new ArrayList<>();
    private final int[] stepOfRead;

    /** By element: the step that it comes with. */
    private int[] stepOf = new int[0];

    /** A read of each step, from 1. */
    private final List<Integer> steps = new ArrayList<>(List.of(NONE));

    private ReadChain(GrowOnly<S> set, Collection<Object> initial, Entries entries, Budget.Share share) {
        this.set = set;
        this.entries = entries;
        this.share = share;
        share.reserve((long) BYTES_A_CALL * entries.size());
        this.firstInvoked = new int[entries.size() + initial.size()];
        this.firstReturned = new int[entries.size() + initial.size()];
        this.stepOfRead = new int[entries.size()];
        initial.forEach(element -> number(element, NONE));
    }

    static <S> Outcome<S> decide(GrowOnly<S> set, S initial, Entries entries, Budget budget) {
        try (Budget.Share share = budget.share()) {
            return new ReadChain<>(set, set.elements(initial), entries, share).decide();
        } catch (Exhausted limit) {
            return Outcome.stopped(NAME, limit);
        }
    }

    private Outcome<S> decide() {
        share.pass("it told the elements apart", entries.size());
        int initially = numbers.size();
        for (int call = 0; call < entries.size(); call++) {
            share.tick();
            Optional<Object> added = set.adds(entries.action(call));
            if (added.isPresent()) {
                number(added.get(), call);
            } else if (!entries.isIndeterminate(call)) {
                reads.add(call);
            }
        }
        stepOf = new int[numbers.size()];
        Arrays.fill(stepOf, 0, initially, INITIAL);
        return chain(initially).or(this::order).orElse(Outcome.valid(NAME));
    }

    /** Keeps the call as the first to be invoked, or to return, among the adds of that element. */
    private void number(Object element, int call) {
        Integer number = numbers.putIfAbsent(element, numbers.size());
        if (number == null) {
            firstInvoked[numbers.size() - 1] = call;
            firstReturned[numbers.size() - 1] = call;
        } else if (call != NONE && firstInvoked[number] != NONE) {
            if (entries.invoked(call) < entries.invoked(firstInvoked[number])) {
                firstInvoked[number] = call;
            }
            if (entries.returned(call) < entries.returned(firstReturned[number])) {
                firstReturned[number] = call;
            }
        }
    }

    /** Gives each read and each element its step; what contradicts, where reads form no chain. */
    private Optional<Outcome<S>> chain(int initially) {
        share.pass("it compared " + reads.size() + " reads", 0);
        long[] bySize = new long[reads.size()];
        for (int read = 0; read < bySize.length; read++) {
            share.tick();
            bySize[read] = (long) size(reads.get(read)) << 32 | reads.get(read);
        }
        LongSort.sort(bySize, 0, bySize.length, share);
        int[] seenBy = new int[stepOf.length];
        Arrays.fill(seenBy, NONE);
        int before = initially;
        for (long key : bySize) {
            int read = (int) key;
            int known = 0;
            int size = (int) (key >> 32);
            boolean grows = size > before || steps.size() == 1;
            int step = grows ? steps.size() : steps.size() - 1;
            for (Object element : set.reads(entries.action(read))) {
                share.tick();
                Integer number = numbers.get(element);
                if (number == null) {
                    return Optional.of(invalid(read, Keys.show(element) + " was read and never added", read));
                }
                if (seenBy[number] != read) {
                    seenBy[number] = read;
                    known += stepOf[number] != UNSEEN ? 1 : 0;
                    if (stepOf[number] == UNSEEN && grows) {
                        stepOf[number] = step;
                    }
                }
            }
            if (known < before) {
                return Optional.of(noChain(read));
            }
            if (grows) {
                steps.add(read);
                before = size;
            }
            stepOfRead[read] = step;
        }
        return Optional.empty();
    }

    /** How many different elements the read saw. */
    private int size(int read) {
        Collection<?> seen = set.reads(entries.action(read));
        return seen instanceof Set ? seen.size() : new HashSet<>(seen).size();
    }

    private Outcome<S> noChain(int read) {
        Set<Object> seen = new HashSet<>(set.reads(entries.action(read)));
        int before = steps.get(steps.size() - 1);
        if (before == NONE) {
            Object missing = numbers.entrySet().stream()
                    .filter(entry -> stepOf[entry.getValue()] == INITIAL && !seen.contains(entry.getKey()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
            return invalid(read, "it lacks " + Keys.show(missing) + ", which was in the set from the start", read);
        }
        Object missing = set.reads(entries.action(before)).stream()
                .filter(element -> !seen.contains(element))
                .findFirst()
                .orElseThrow();
        return invalid(
                Math.max(read, before),
                "of two reads each saw something that the other did not, one of them " + Keys.show(missing),
                read,
                before);
    }

    /** What contradicts the order of the levels. */
    private Optional<Outcome<S>> order() {
        int levels = 2 * steps.size();
        share.pass("it compared what came with each read", levels);
        int[] latest = new int[levels];
        int[] earliest = new int[levels];
        Arrays.fill(latest, NONE);
        Arrays.fill(earliest, NONE);
        for (int read : reads) {
            place(2 * stepOfRead[read], read, read, latest, earliest);
        }
        for (int number = 0; number < stepOf.length; number++) {
            int step = stepOf[number] == UNSEEN ? steps.size() : stepOf[number];
            if (step != INITIAL) {
                place(2 * step - 1, firstInvoked[number], firstReturned[number], latest, earliest);
            }
        }
        int last = NONE;
        for (int level = 1; level < levels; level++) {
            share.tick();
            if (last != NONE && earliest[level] != NONE && entries.returned(earliest[level]) < entries.invoked(last)) {
                return Optional.of(tooLate(last, earliest[level]));
            }
            if (latest[level] != NONE && (last == NONE || entries.invoked(latest[level]) > entries.invoked(last))) {
                last = latest[level];
            }
        }
        return Optional.empty();
    }

    private void place(int level, int invoked, int returned, int[] latest, int[] earliest) {
        if (latest[level] == NONE || entries.invoked(invoked) > entries.invoked(latest[level])) {
            latest[level] = invoked;
        }
        if (earliest[level] == NONE || entries.returned(returned) < entries.returned(earliest[level])) {
            earliest[level] = returned;
        }
    }

    /** The first of the two should take effect before the second, which returned before it was invoked. */
    private Outcome<S> tooLate(int before, int after) {
        Optional<Object> late = set.adds(entries.action(before));
        Optional<Object> early = set.adds(entries.action(after));
        List<Integer> witness = new ArrayList<>(List.of(after));
        if (late.isEmpty()) {
            witness.add(before);
            String missed = early.isPresent()
                    ? Keys.show(early.get()) + ", whose add had completed before it began"
                    : "what a read had seen that completed before it began";
            return invalid(before, "it lacks " + missed, witness);
        }
        for (int call = 0; call < entries.size(); call++) {
            if (set.adds(entries.action(call)).equals(late)) {
                witness.add(call);
            }
        }
        if (early.isEmpty()) {
            return invalid(after, "it saw " + Keys.show(late.get()) + " before its add began", witness);
        }
        int between = steps.get(stepOf[Objects.requireNonNull(numbers.get(late.get()))]);
        witness.add(between);
        String why = "it saw " + Keys.show(late.get()) + " without " + Keys.show(early.get())
                + ", whose add had completed before the add of " + Keys.show(late.get()) + " began";
        return invalid(between, why, witness);
    }

    private Outcome<S> invalid(int failed, String why, Integer... witness) {
        return invalid(failed, why, List.of(witness));
    }

    private Outcome<S> invalid(int failed, String why, List<Integer> witness) {
        return Outcome.invalid(
                NAME,
                entries.get(failed),
                why,
                witness.stream().map(entries::get).toList());
    }
}
