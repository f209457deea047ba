package io.schism.histories.linearizability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Partitions on the machine's cores, small ones first: one that uses up the time should not take it from the others.
 * The calling thread works too, and waits for every other before it returns.
 */
final class Parallel {
    /** Below that many calls another thread costs more than it brings. */
    private static final int WORTH_A_THREAD = 5_000;

    private Parallel() {}

    static <S> List<Outcome<S>> map(List<Partition> partitions, Budget budget, Function<Partition, Outcome<S>> decide) {
        int calls = partitions.stream().mapToInt(part -> part.entries().size()).sum();
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = Math.min(Math.min(cores, partitions.size()), 1 + calls / WORTH_A_THREAD);
        List<Outcome<S>> outcomes =
                new ArrayList<>(Collections.nCopies(partitions.size(), Outcome.unknown("none", "")));
        int[] order = IntStream.range(0, partitions.size())
                .boxed()
                .sorted(Comparator.comparingInt(
                        part -> partitions.get(part).entries().size()))
                .mapToInt(part -> part)
                .toArray();
        AtomicInteger taken = new AtomicInteger();
        AtomicReference<RuntimeException> broken = new AtomicReference<>();
        Runnable work = () -> {
            try {
                for (int next = taken.getAndIncrement(); next < order.length; next = taken.getAndIncrement()) {
                    outcomes.set(order[next], decide.apply(partitions.get(order[next])));
                }
            } catch (RuntimeException e) {
                broken.compareAndSet(null, e);
                budget.cancel();
            }
        };
        List<Thread> others = new ArrayList<>();
        for (int thread = 1; thread < threads; thread++) {
            Thread other = new Thread(work, "linearizability-" + thread);
            other.setDaemon(true);
            other.start();
            others.add(other);
        }
        work.run();
        others.forEach(other -> join(other, budget));
        RuntimeException failure = broken.get();
        if (failure != null) {
            throw failure;
        }
        return outcomes;
    }

    /** Waits to the end; an interruption cancels the work that is waited for, and is left for the caller to see. */
    private static void join(Thread thread, Budget budget) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                budget.cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
