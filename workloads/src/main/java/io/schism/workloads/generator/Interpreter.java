package io.schism.workloads.generator;

import io.schism.workloads.generator.Happening.What;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Does what a generator says, in real time: each operation on its thread, none before it is due, until the generator has no
 * more and all are done. After an operation that ended indeterminate a thread goes on as a process that was never used, its
 * number higher by the number of client threads. After Jepsen's {@code generator.interpreter}.
 *
 * @param <V> what an operation is
 */
public final class Interpreter<V> {
    /** Does an operation. */
    @FunctionalInterface
    public interface Performer<V> {
        /**
         * Does one, and says how it ended; called by the operation's own thread. One that throws an exception has ended
         * indeterminate; an error, such as an assertion that fails, ends the whole and is thrown there.
         *
         * @param process who does it; {@link Context#NEMESIS} for the one who breaks things
         */
        What perform(long process, V operation);
    }

    private record Ended<V>(Op<V> op, What what) {}

    private final Performer<V> performer;
    private final int clients;
    private final long start = System.nanoTime();
    private final Map<Integer, Long> processes = new HashMap<>();
    private final TreeSet<Integer> free = new TreeSet<>();
    private final BlockingQueue<Ended<V>> ended = new LinkedBlockingQueue<>();
    private Generator<V> generator;
    private volatile @Nullable Error error;

    private Interpreter(Generator<V> generator, int clients, Performer<V> performer) {
        this.generator = generator;
        this.clients = clients;
        this.performer = performer;
        processes.put(Context.NEMESIS, (long) Context.NEMESIS);
        IntStream.range(0, clients).forEach(thread -> processes.put(thread, (long) thread));
        free.addAll(processes.keySet());
    }

    /**
     * Returns once the generator has no more, and all that was begun has ended.
     *
     * @param clients how many threads there are besides the nemesis, 1 or more
     * @throws InterruptedException where the thread was interrupted; those that perform are, too
     * @throws IllegalStateException where the generator waits for an event while nothing is under way that could bring one
     */
    public static <V> void run(Generator<V> generator, int clients, Performer<V> performer)
            throws InterruptedException {
        if (clients < 1) {
            throw new IllegalArgumentException("a generator needs a client thread at least, not " + clients);
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            new Interpreter<>(generator, clients, performer).run(threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private void run(ExecutorService threads) throws InterruptedException {
        while (true) {
            Optional<Ended<V>> some = Optional.ofNullable(ended.poll());
            if (some.isEmpty()) {
                Next<V> next = generator.next(context());
                if (next instanceof Next.Do<V> todo && todo.op().time() <= now()) {
                    begin(todo, threads);
                    continue;
                }
                if (next instanceof Next.Done && isIdle()) {
                    return;
                }
                if (next instanceof Next.Wait<V> wait) {
                    generator = wait.then();
                }
                some = await(next);
            }
            some.ifPresent(this::end);
        }
    }

    /** The next operation that ends, if one does before there is something else to do. */
    private Optional<Ended<V>> await(Next<V> next) throws InterruptedException {
        long until = next instanceof Next.Do<V> todo
                ? todo.op().time()
                : next instanceof Next.Wait<V> wait ? wait.until() : Next.AN_EVENT;
        if (until == Next.AN_EVENT && isIdle()) {
            throw new IllegalStateException("the generator waits for an event, and nothing is under way");
        }
        return Optional.ofNullable(ended.poll(until - now(), TimeUnit.NANOSECONDS));
    }

    private void begin(Next.Do<V> next, ExecutorService threads) {
        Op<V> op = next.op();
        free.remove(op.thread());
        long process = processes.getOrDefault(op.thread(), (long) op.thread());
        generator = next.then().update(context(), new Happening<>(op, What.INVOKED));
        threads.execute(() -> ended.add(new Ended<>(op, perform(process, op.value()))));
    }

    private What perform(long process, V operation) {
        try {
            return performer.perform(process, operation);
        } catch (RuntimeException e) {
            return What.INDETERMINATE;
        } catch (Error e) {
            error = e;
            return What.INDETERMINATE;
        }
    }

    private void end(Ended<V> done) {
        Error thrown = error;
        if (thrown != null) {
            throw thrown;
        }
        int thread = done.op().thread();
        free.add(thread);
        generator = generator.update(context(), new Happening<>(done.op(), done.what()));
        if (done.what() == What.INDETERMINATE && thread != Context.NEMESIS) {
            processes.merge(thread, (long) clients, Long::sum);
        }
    }

    private boolean isIdle() {
        return free.size() == processes.size();
    }

    private long now() {
        return System.nanoTime() - start;
    }

    private Context context() {
        return new Context(now(), processes, free);
    }
}
