package io.schism.histories.synthetic;

import io.schism.histories.history.Operation;
import io.schism.histories.history.Operation.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Clients and one object, event by event in time order. */
final class Simulation {
    /** The mean time to an answer, in nanoseconds. */
    private static final double LATENCY = 1e6;

    /** How many mean latencies a client waits at least. */
    private static final int PATIENCE = 5;

    /** How many time-outs later a call that took effect after its time-out does so at most. */
    private static final int LATEST = 20;

    private record Event(double time, long number, Runnable happening) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final Shape shape;
    private final boolean keyed;
    private final Service service;
    private final Consumer<Operation> consumer;
    private final SplittableRandom random;
    private final double thinking;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final long[] process;
    private long scheduled;
    private double now;
    private int invoked;
    private long lines;

    Simulation(Kind kind, Shape shape, Consumer<Operation> consumer) {
        this.keyed = kind.isKeyed();
        this.shape = shape;
        this.consumer = consumer;
        this.random = new SplittableRandom(shape.seed());
        this.service = kind.service(shape, random.split());
        this.thinking = LATENCY * (1 / shape.busy() - 1);
        this.process = new long[shape.processes()];
    }

    void run() {
        for (int client = 0; client < process.length; client++) {
            int each = client;
            process[client] = client;
            in(exponential(LATENCY), () -> invoke(each));
        }
        for (Event event = events.poll(); event != null; event = events.poll()) {
            now = event.time();
            event.happening().run();
        }
    }

    private void in(double delay, Runnable happening) {
        events.add(new Event(now + delay, scheduled++, happening));
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private void invoke(int client) {
        if (invoked >= shape.calls() && service.isDone()) {
            return;
        }
        boolean indeterminate = random.nextDouble() < shape.indeterminate();
        PendingCall call = new PendingCall(client, process[client], invoked++, indeterminate, lines);
        service.ask(call);
        line(call, Type.INVOKE, call.input);
        double latency = exponential(LATENCY);
        if (indeterminate) {
            lose(call, PATIENCE * LATENCY + latency);
        } else {
            in(random.nextDouble() * latency, () -> service.apply(call));
            in(latency, () -> complete(call));
        }
    }

    private void lose(PendingCall call, double timeout) {
        if (service.takesEffect(call)) {
            boolean late = random.nextBoolean();
            double delay = random.nextDouble() * timeout;
            in(late ? timeout + LATEST * delay : delay, () -> service.apply(call));
        }
        in(timeout, () -> {
            service.abandon(call);
            line(call, Type.INFO, call.input);
            process[call.client] += process.length;
            think(call.client);
        });
    }

    private void complete(PendingCall call) {
        service.complete(call);
        call.returnedAt = lines;
        line(call, call.refused ? Type.FAIL : Type.OK, call.refused ? call.input : call.answer);
        think(call.client);
    }

    private void think(int client) {
        in(exponential(thinking), () -> invoke(client));
    }

    private void line(PendingCall call, Type type, @Nullable Object value) {
        Object written = keyed ? pair((long) call.key, value) : value;
        consumer.accept(
                new Operation(lines++, (long) now, call.process, type, call.f, written, Collections.emptyMap()));
    }

    /** A vector of two; unlike {@code List.of} it holds nil. */
    static List<@Nullable Object> pair(@Nullable Object first, @Nullable Object second) {
        List<@Nullable Object> pair = new ArrayList<>(2);
        pair.add(first);
        pair.add(second);
        return Collections.unmodifiableList(pair);
    }
}
