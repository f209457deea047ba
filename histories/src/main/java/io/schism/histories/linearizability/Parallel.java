package io.schism.histories.linearizability;

import io.schism.histories.model.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Partitions on the machine's cores, small ones first: one that uses up the time should not take it from the others.
 * The calling thread works too, and waits for every other before it returns. One that is not decided takes nothing from
 * the others either; when the time is over those that are left are unknown.
 */
final class Parallel<S> {
    /** Below that many calls another thread costs more than it brings. */
    private static final int WORTH_A_THREAD = 5_000;

    private final List<Partition> partitions;
    private final Budget budget;
    private final Model<S> model;
    private final S initial;
    private final List<Outcome<S>> outcomes;
    private final int[] order;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicReference<Throwable> broken = new AtomicReference<>();

    private Parallel(List<Partition> partitions, Model<S> model, S initial, Budget budget) {
        this.partitions = partitions;
        this.model = model;
        this.initial = initial;
        this.budget = budget;
        this.outcomes = new ArrayList<>(Collections.nCopies(partitions.size(), Outcome.unknown("none", "")));
        this.order = bySize(partitions, budget);
    }

    static <S> List<Outcome<S>> decide(List<Partition> partitions, Model<S> model, S initial, Budget budget) {
        return new Parallel<>(partitions, model, initial, budget).outcomes();
    }

    private static int[] bySize(List<Partition> partitions, Budget budget) {
        long[] keys = new long[partitions.size()];
        int[] order = new int[keys.length];
        for (int part = 0; part < keys.length; part++) {
            keys[part] = (long) partitions.get(part).entries().size() << Integer.SIZE | part;
            order[part] = part;
        }
        try (Budget.Share share = budget.share()) {
            LongSort.sort(keys, 0, keys.length, share);
        } catch (Exhausted limit) {
            // Any order will do: each of them is told of the limit in its turn.
            return order;
        }
        for (int place = 0; place < order.length; place++) {
            order[place] = (int) keys[place];
        }
        return order;
    }

    private List<Outcome<S>> outcomes() {
        List<Thread> others = new ArrayList<>();
        for (int number = 1; number < threads(); number++) {
            Thread other = new Thread(this::work, "linearizability-" + number);
            other.setDaemon(true);
            other.start();
            others.add(other);
        }
        work();
        for (Thread other : others) {
            join(other);
        }
        Throwable failure = broken.get();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return outcomes;
    }

    private int threads() {
        long calls = 0;
        for (Partition partition : partitions) {
            calls += partition.entries().size();
        }
        int cores = Runtime.getRuntime().availableProcessors();
        return (int) Math.min(Math.min(cores, partitions.size()), 1 + calls / WORTH_A_THREAD);
    }

    private void work() {
        Budget.Clock clock = budget.clock();
        try {
            for (int next = taken.getAndIncrement(); next < order.length; next = taken.getAndIncrement()) {
                outcomes.set(order[next], outcome(partitions.get(order[next]), clock));
            }
        } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
            budget.cancel();
        }
    }

    private Outcome<S> outcome(Partition partition, Budget.Clock clock) {
        try {
            clock.look();
        } catch (Exhausted limit) {
            return Outcome.unknown("none", limit.limit() + " before the turn");
        }
        return Engines.decide(model, initial, partition.entries(), budget);
    }

    /** Waits to the end; an interruption cancels the work that is waited for, and is left for the caller to see. */
    private void join(Thread thread) {
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
