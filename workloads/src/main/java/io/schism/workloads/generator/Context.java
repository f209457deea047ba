package io.schism.workloads.generator;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * What a generator may know when it is asked.
 *
 * @param time now, in nanoseconds
 * @param processes the process that each thread acts as; a thread whose operation ended indeterminate acts as a new one
 * @param free the threads that have nothing to do
 */
public record Context(long time, Map<Integer, Long> processes, SortedSet<Integer> free) {
    /** The thread that breaks things; clients are 0 and up. */
    public static final int NEMESIS = -1;

    public Context {
        processes = Collections.unmodifiableMap(new TreeMap<>(processes));
        free = Collections.unmodifiableSortedSet(new TreeSet<>(free));
    }

    /** Every thread. */
    public Set<Integer> threads() {
        return processes.keySet();
    }

    /** The process that a thread acts as. */
    public long process(int thread) {
        Long process = processes.get(thread);
        if (process == null) {
            throw new IllegalArgumentException("no thread " + thread);
        }
        return process;
    }

    /** A thread that has nothing to do; the lowest of them. */
    public OptionalInt anyFree() {
        return free.isEmpty() ? OptionalInt.empty() : OptionalInt.of(free.first());
    }

    /** The same at another time. */
    public Context at(long other) {
        return new Context(other, processes, free);
    }

    /** The same, with no other threads than these. */
    public Context of(IntPredicate threads) {
        Map<Integer, Long> some = processes.entrySet().stream()
                .filter(e -> threads.test(e.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Context(
                time, some, free.stream().filter(threads::test).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whether nobody has anything to do. */
    boolean isIdle() {
        return free.size() == processes.size();
    }
}
