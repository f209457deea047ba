package io.schism.workloads.workload;

import io.schism.histories.history.Recorder;
import io.schism.workloads.client.Client;
import io.schism.workloads.generator.Context;
import io.schism.workloads.generator.Generator;
import io.schism.workloads.generator.Next;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Drives workloads into a history. An open load begins its steps when the seed says so, however long earlier ones take, as
 * long as a worker is free; a step that has to wait is counted as late, and its first invocation says by how much, so that
 * latency can be told from the time at which it was due: a service that stalls delays the steps that it stalls, and hides
 * none (no coordinated omission). A closed load has as many steps under way as clients, and its rate sinks when a service
 * stalls: fit for searching violations, unfit for measuring latency.
 *
 * <p>Which steps an open load does, when and with which keys and values, follows from the seed alone; which worker does
 * one, does not. Of a closed load each client's steps follow from the seed alone, as far as it gets.
 */
public final class Load implements AutoCloseable {
    /** Each part has a dispatcher of its own, which is always free to think of the next step. */
    private static final Context ALONE = new Context(0, Map.of(0, 0L), new TreeSet<>(Set.of(0)));

    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Recorder recorder;
    private final Map<String, Client> clients;
    private final Keys keys = new Keys();
    private final Counters counters = new Counters();
    private final ExecutorService dispatchers = threads("load");
    private final ExecutorService workers = threads("worker");
    private volatile boolean stopping;

    private Load(Recorder recorder, Map<String, Client> clients) {
        this.recorder = recorder;
        this.clients = Map.copyOf(clients);
    }

    /**
     * Starts at once.
     *
     * @param clients one for each region, shared by its workers; they stay the caller's to close
     */
    public static Load start(List<LoadSpec> specs, long seed, Recorder recorder, Map<String, Client> clients) {
        Load load = new Load(recorder, clients);
        Map<RegionLoad, BlockingDeque<Worker>> parts = new LinkedHashMap<>();
        RegionLoad.of(specs, seed).forEach(part -> parts.put(part, load.workersOf(part)));
        long start = recorder.time();
        parts.forEach((part, idle) -> load.dispatchers.execute(() -> load.dispatch(part, start, idle)));
        return load;
    }

    private BlockingDeque<Worker> workersOf(RegionLoad part) {
        BlockingDeque<Worker> idle = new LinkedBlockingDeque<>();
        int count = part.spec().isClosed() ? 1 : part.spec().workers();
        for (int i = 0; i < count; i++) {
            Caller caller = new Caller(part.region(), client(part.region()), recorder);
            idle.add(new Worker(part.region(), part.spec().linearizable(), caller, keys, counters::ended));
        }
        return idle;
    }

    private Client client(String region) {
        Client client = clients.get(region);
        if (client == null) {
            throw new IllegalArgumentException("no client for region " + region);
        }
        return client;
    }

    /**
     * Asks for one step after the other. An open load is asked in its own time, which goes on from due time to due time
     * whatever the service does.
     *
     * <p>The worker that was busy last goes first: few processes while all is well, and those have seen the latest values.
     */
    private void dispatch(RegionLoad part, long start, BlockingDeque<Worker> idle) {
        boolean isClosed = part.spec().isClosed();
        Generator<List<Intent>> steps = part.steps();
        long time = 0;
        try {
            while (!stopping && steps.next(ALONE.at(time)) instanceof Next.Do<List<Intent>> next) {
                steps = next.then();
                time = next.op().time();
                long due = start + time;
                Pause.of(Duration.ofNanos(due - recorder.time()));
                Worker worker = idle.takeFirst();
                long late = isClosed ? 0 : recorder.time() - due;
                counters.began(late);
                List<Intent> step = next.op().value();
                if (!stopping) {
                    workers.execute(() -> {
                        perform(worker, step, late);
                        idle.addFirst(worker);
                    });
                }
            }
        } catch (InterruptedException | Pause.Interrupted e) {
            Thread.currentThread().interrupt();
        }
    }

    private void perform(Worker worker, List<Intent> step, long late) {
        for (int i = 0; i < step.size() && !stopping; i++) {
            worker.perform(step.get(i), i == 0 ? late : 0);
        }
    }

    public Tally tally() {
        return counters.tally();
    }

    /** Every key that an operation has named so far. */
    public Set<Long> keysUsed() {
        return keys.used();
    }

    /** Begins no further operation, and waits for none. */
    public void halt() {
        stopping = true;
        dispatchers.shutdownNow();
    }

    /**
     * Begins no further operation and waits for those under way, until their time-outs.
     *
     * @return whether all have ended; one that has not stays an invocation without completion
     */
    public boolean stop() {
        halt();
        Duration patience =
                clients.values().stream().map(Client::patience).reduce(MARGIN, (a, b) -> a.compareTo(b) > 0 ? a : b);
        boolean quiet = ended(dispatchers, MARGIN);
        return ended(workers, patience.plus(MARGIN)) && quiet;
    }

    private static boolean ended(ExecutorService threads, Duration limit) {
        threads.shutdown();
        try {
            return threads.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Reads every key ever used once more, each until a read is ok or the time is up, by ordinary operations of the
     * class {@code read} that the tally leaves out.
     *
     * @param region whose client reads
     * @param linearizable as in {@link LoadSpec#linearizable()}
     * @return the keys that no read was ok for
     */
    public Set<Long> finalReads(String region, boolean linearizable, int workers, Duration limit) {
        Client client = client(region);
        return new FinalReads(keysUsed(), linearizable, limit).run(workers, () -> new Caller(region, client, recorder));
    }

    @Override
    public void close() {
        stop();
    }

    static ExecutorService threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }
}
