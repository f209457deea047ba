package io.schism.workloads.workload;

import io.schism.histories.history.Recorder;
import io.schism.workloads.client.Client;
import io.schism.workloads.generator.Arrivals;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Drives workloads into a history. An open load begins its steps when the seed says so, however long earlier ones take, as
 * long as a worker is free; a step that has to wait is counted as late, and its first invocation says by how much, so that
 * latency can be told from the time at which it was due: a service that stalls delays the steps that it stalls, and hides
 * none (no coordinated omission). A closed load has as many steps under way as clients, and its rate sinks when a service
 * stalls: fit for searching violations, unfit for measuring latency.
 *
 * <p>What a process does follows from the seed and the number of the process alone, as far as it gets; so does when the steps
 * of an open load are due, and which worker does each: they take turns, whoever may be free. What only the moment can know
 * (see {@link Intent}) is filled in when it is invoked.
 */
public final class Load implements AutoCloseable {
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Recorder recorder;
    private final Map<String, Client> clients;
    private final Keys keys = new Keys();
    private final Counters counters = new Counters();
    private final ExecutorService dispatchers = threads("load");
    private final ExecutorService workers = threads("worker");
    private final Processes processes;
    private final LongSupplier readers;
    private volatile boolean stopping;

    private Load(List<RegionLoad> parts, Recorder recorder, Map<String, Client> clients) {
        this.recorder = recorder;
        this.clients = Map.copyOf(clients);
        int count = parts.stream().mapToInt(RegionLoad::workers).sum();
        this.processes = new Processes(count + 1);
        this.readers = processes.of(count);
    }

    /**
     * Starts at once.
     *
     * @param clients one for each region, shared by its workers; they stay the caller's to close
     */
    public static Load start(List<LoadSpec> specs, long seed, Recorder recorder, Map<String, Client> clients) {
        List<RegionLoad> parts = RegionLoad.of(specs, seed);
        Load load = new Load(parts, recorder, clients);
        List<List<Worker>> crews = parts.stream().map(load::crew).toList();
        long start = recorder.time();
        for (int i = 0; i < parts.size(); i++) {
            load.begin(parts.get(i), crews.get(i), start);
        }
        return load;
    }

    private List<Worker> crew(RegionLoad part) {
        Client client = client(part.region());
        return IntStream.range(part.firstWorker(), part.firstWorker() + part.workers())
                .mapToObj(processes::of)
                .map(own -> new Worker(part, new Caller(part.region(), client, recorder, own), keys, counters::ended))
                .toList();
    }

    private Client client(String region) {
        Client client = clients.get(region);
        if (client == null) {
            throw new IllegalArgumentException("no client for region " + region);
        }
        return client;
    }

    private void begin(RegionLoad part, List<Worker> crew, long start) {
        if (part.spec().isClosed()) {
            crew.forEach(worker -> workers.execute(() -> goOn(worker)));
        } else {
            dispatchers.execute(() -> dispatch(part.arrivals(), crew, start));
        }
    }

    private void goOn(Worker worker) {
        while (!stopping) {
            counters.began(0);
            worker.step(0, () -> stopping);
        }
    }

    /** Workers take turns; each step begins when it is due, or once the worker's step before it has ended. */
    private void dispatch(Arrivals arrivals, List<Worker> crew, long start) {
        List<CompletableFuture<Void>> last =
                new ArrayList<>(Collections.nCopies(crew.size(), CompletableFuture.completedFuture(null)));
        try {
            for (long number = 0; !stopping; number++) {
                long due = start + arrivals.at(number);
                Pause.of(Duration.ofNanos(due - recorder.time()));
                int turn = (int) (number % crew.size());
                last.set(turn, last.get(turn).thenRunAsync(() -> begin(crew.get(turn), due), workers));
            }
        } catch (Pause.Interrupted e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Worker worker, long due) {
        if (!stopping) {
            long late = recorder.time() - due;
            counters.began(late);
            worker.step(late, () -> stopping);
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
        return new FinalReads(keysUsed(), linearizable, limit)
                .run(workers, () -> new Caller(region, client, recorder, readers));
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
