package io.schism.workloads.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes generators, and combines them. The names are Jepsen's. */
public final class Generators {
    private Generators() {}

    /** These operations, each once, by whoever is free. */
    @SafeVarargs
    public static <V> Generator<V> of(V... values) {
        return new Leaves.Values<>(List.of(values), 0);
    }

    /** Endless: the operation of each number, from 0 on, which must follow from the number alone. */
    public static <V> Generator<V> numbered(LongFunction<V> values) {
        return new Leaves.Numbered<>(values, 0);
    }

    /** Every operation changed. */
    public static <V, W> Generator<W> map(Function<? super V, ? extends W> change, Generator<V> of) {
        return new Leaves.Mapped<>(change, of, Map.of());
    }

    /** Only those operations. */
    public static <V> Generator<V> filter(Predicate<? super V> wanted, Generator<V> of) {
        return new Leaves.Filtered<>(wanted, of);
    }

    /** Every answer told to a listener. */
    public static <V> Generator<V> trace(BiConsumer<Context, Next<V>> listener, Generator<V> of) {
        return new Leaves.Traced<>(listener, of);
    }

    /** Whichever has the operation that is due first; of equals, the earlier one. */
    @SafeVarargs
    public static <V> Generator<V> any(Generator<V>... of) {
        return new Choices.Any<>(List.of(of));
    }

    /** One after the other, without waiting in between. */
    @SafeVarargs
    public static <V> Generator<V> concat(Generator<V>... of) {
        return new Choices.Concat<>(List.of(of));
    }

    /** One of them at random for each operation, until all are done; it waits for the one that it has drawn. */
    @SafeVarargs
    public static <V> Generator<V> mix(long seed, Generator<V>... of) {
        return new Choices.Mix<>(Dice.of(seed), List.of(of));
    }

    /** One operation of the first, one of the second, and so on, until one of them has no more. */
    @SafeVarargs
    public static <V> Generator<V> flipFlop(Generator<V>... of) {
        return new Choices.FlipFlop<>(List.of(of), 0);
    }

    /** Done by those threads alone. */
    public static <V> Generator<V> onThreads(IntPredicate threads, Generator<V> of) {
        return new Threads.OnThreads<>(threads, of);
    }

    /** Done by clients alone. */
    public static <V> Generator<V> clients(Generator<V> of) {
        return onThreads(thread -> thread >= 0, of);
    }

    /** Done by the nemesis alone. */
    public static <V> Generator<V> nemesis(Generator<V> of) {
        return onThreads(thread -> thread == Context.NEMESIS, of);
    }

    /** The same for every thread: each goes through it on its own. */
    public static <V> Generator<V> eachThread(Generator<V> of) {
        return new Threads.Each<>(of, Map.of(), (context, thread) -> (long) thread);
    }

    /** The same for every process: a thread that acts as a new one begins anew. */
    public static <V> Generator<V> eachProcess(Generator<V> of) {
        return new Threads.Each<>(of, Map.of(), Context::process);
    }

    /** The first {@code count} clients, of those that there are where it stands, do this, all others that. */
    public static <V> Generator<V> reserve(int count, Generator<V> reserved, Generator<V> others) {
        return context -> {
            Set<Integer> first = context.threads().stream()
                    .filter(thread -> thread >= 0)
                    .limit(count)
                    .collect(Collectors.toSet());
            return any(
                            onThreads(first::contains, reserved),
                            onThreads(thread -> thread >= 0 && !first.contains(thread), others))
                    .next(context);
        };
    }

    /** No more than so many operations. */
    public static <V> Generator<V> limit(int most, Generator<V> of) {
        return new Bounds.Limit<>(most, of);
    }

    /** One operation. */
    public static <V> Generator<V> once(Generator<V> of) {
        return limit(1, of);
    }

    /** Its first operation again and again. */
    public static <V> Generator<V> repeat(Generator<V> of) {
        return new Bounds.Repeat<>(of);
    }

    /** All of it so many times, anew each time. */
    public static <V> Generator<V> cycle(int times, Generator<V> of) {
        return new Bounds.Cycle<>(of, of, times);
    }

    /** All of it again and again; nothing at all where it has nothing. */
    public static <V> Generator<V> cycle(Generator<V> of) {
        return cycle(Integer.MAX_VALUE, of);
    }

    /** Until one more process than so many would do something. */
    public static <V> Generator<V> processLimit(int most, Generator<V> of) {
        return new Bounds.ProcessLimit<>(most, Set.of(), of);
    }

    /** For so many nanoseconds from its first operation on. */
    public static <V> Generator<V> timeLimit(long nanos, Generator<V> of) {
        return new Bounds.TimeLimit<>(nanos, Bounds.NOT_YET, of);
    }

    /** Until one of its own operations ends ok. */
    public static <V> Generator<V> untilOk(Generator<V> of) {
        return new Bounds.UntilOk<>(of, Set.of());
    }

    /** Each operation at its time of arrival, or as soon after as someone is free: what was held up is caught up with. */
    public static <V> Generator<V> paced(Arrivals arrivals, Generator<V> of) {
        return new Times.Paced<>(arrivals, 0, Times.NOT_YET, of);
    }

    /** Operations so far apart on average, at random: from nothing to twice that. Nothing is caught up with. */
    public static <V> Generator<V> stagger(long seed, long meanNanos, Generator<V> of) {
        return new Times.Apart<>(Arrivals.staggered(seed, meanNanos), 0, Times.NOT_YET, of);
    }

    /** Operations so far apart, or further where nobody was free; never closer. */
    public static <V> Generator<V> delay(long nanos, Generator<V> of) {
        return new Times.Apart<>(number -> number * nanos, 0, Times.NOT_YET, of);
    }

    /** Nothing, for so long. */
    public static <V> Generator<V> sleep(long nanos) {
        return new Times.Sleep<>(nanos, Times.NOT_YET);
    }

    /** Begins once nobody has anything to do. */
    public static <V> Generator<V> synchronise(Generator<V> of) {
        return new Times.Synchronised<>(of);
    }

    /** One after the other, each once everybody is done with the one before. */
    @SafeVarargs
    public static <V> Generator<V> phases(Generator<V>... of) {
        List<Generator<V>> phases = new ArrayList<>();
        for (Generator<V> phase : of) {
            phases.add(synchronise(phase));
        }
        return new Choices.Concat<>(List.copyOf(phases));
    }

    /** The first, and once everybody is done with it, the second. */
    public static <V> Generator<V> then(Generator<V> first, Generator<V> second) {
        return concat(first, synchronise(second));
    }

    /** One key after the other: all that its generator does, then the next key. */
    public static <K, V> Generator<Keyed<K, V>> sequentialKeys(List<K> keys, Function<K, Generator<V>> of) {
        return new Choices.Concat<>(
                keys.stream().map(key -> keyed(key, of.apply(key))).toList());
    }

    /** So many threads for each key; a group that is done with its key takes the next. */
    public static <K, V> Generator<Keyed<K, V>> concurrentKeys(
            int threadsPerKey, List<K> keys, Function<K, Generator<V>> of) {
        return new Threads.Groups<>(
                threadsPerKey,
                keys.stream().map(key -> keyed(key, of.apply(key))).toList(),
                Map.of());
    }

    /** A value under a key. */
    public record Keyed<K, V>(K key, V value) {}

    private static <K, V> Generator<Keyed<K, V>> keyed(K key, Generator<V> of) {
        return map(value -> new Keyed<>(key, value), of);
    }
}
