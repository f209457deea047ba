package io.schism.histories.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a search knows at one place of a history: the configurations that survived. All that comes later can be decided
 * from here, so the calls before need not be kept, but for those that are still pending.
 *
 * @param kinds the indeterminate calls so far that some configuration has not used, by kind
 * @param configurations the ways in which the calls so far may have taken effect; none where there is no way
 */
record Frontier<S>(List<Kind> kinds, List<Configuration<S>> configurations) {
    /** The place of what a frontier carries over; those of the entries that follow are larger. */
    static final int BEFORE = 0;

    /**
     * Indeterminate calls with equal actions.
     *
     * @param one stands for all of them
     * @param available how many there are, those that a configuration has used included
     */
    record Kind(Entry one, int available) {}

    /**
     * One way in which the calls so far may have taken effect.
     *
     * @param done of the calls that are still pending those that need not take effect any more, by the index of their
     *     invocation
     * @param spent those that cannot
     * @param used how many indeterminate calls of each kind took effect
     */
    record Configuration<S>(S state, Set<Long> done, Set<Long> spent, int[] used) {}

    /** Before the first call. */
    static <S> Frontier<S> at(S initial) {
        return new Frontier<>(List.of(), List.of(new Configuration<>(initial, Set.of(), Set.of(), new int[0])));
    }

    /** Where there is no way. */
    static <S> Frontier<S> none() {
        return new Frontier<>(List.of(), List.of());
    }

    boolean isEmpty() {
        return configurations.isEmpty();
    }

    int largestKind() {
        int largest = 0;
        for (Kind kind : kinds) {
            largest = Math.max(largest, kind.available());
        }
        return largest;
    }

    /** Entries to which the calls after (and the pending ones) are added: first of all one for each kind, in order. */
    Entries entries() {
        Entries entries = new Entries();
        for (Kind kind : kinds) {
            Entry one = kind.one();
            entries.add(one.call(), one.action(), BEFORE, Entry.NEVER);
        }
        return entries;
    }

    /** The same, without the indeterminate calls that every configuration has used: they are spent. */
    Frontier<S> withoutSpent() {
        int[] spent = IntStream.range(0, kinds.size())
                .map(kind -> configurations.stream()
                        .mapToInt(configuration -> configuration.used()[kind])
                        .min()
                        .orElse(0))
                .toArray();
        int[] kept = IntStream.range(0, kinds.size())
                .filter(kind -> kinds.get(kind).available() > spent[kind])
                .toArray();
        List<Kind> left = new ArrayList<>();
        for (int kind : kept) {
            left.add(new Kind(kinds.get(kind).one(), kinds.get(kind).available() - spent[kind]));
        }
        List<Configuration<S>> same = new ArrayList<>(configurations.size());
        for (Configuration<S> configuration : configurations) {
            int[] used = IntStream.of(kept)
                    .map(kind -> configuration.used()[kind] - spent[kind])
                    .toArray();
            same.add(new Configuration<>(configuration.state(), configuration.done(), configuration.spent(), used));
        }
        return new Frontier<>(left, same);
    }
}
