package io.schism.histories.check;

import static io.schism.histories.check.HistoryBuilder.entry;

import io.schism.histories.check.HistoryBuilder.CallBuilder;
import io.schism.histories.history.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A valid history from a seed: E1 is primary, is cut off and steps down with a tail that nobody saw acknowledged; W1 is
 * promoted; the cut heals, E1 follows W1 and puts its tail aside. Several calls are under way at any time.
 */
final class SimulatedRun {
    private final HistoryBuilder b = HistoryBuilder.history();
    private final Random random;
    private final List<Object> log = new ArrayList<>();
    private final List<Object> aside = new ArrayList<>();
    private final Deque<CallBuilder> pending = new ArrayDeque<>();
    private long ops;

    private SimulatedRun(long seed) {
        random = new Random(seed);
    }

    /** The lines of a run of about six times that many calls. */
    static List<Operation> lines(long seed, int calls) {
        SimulatedRun run = new SimulatedRun(seed);
        run.play(calls);
        return run.b.lines();
    }

    private void play(int calls) {
        b.topology("E", "E1", "W1", "W2").phase("before").role("E1", "primary", 1);
        log.add(entry(1, 1, "epoch-1"));
        serve("E1", 1, calls * 2);
        finish("E1", 1);
        b.fault("cut", 1, "pending").fault("cut", 1, "in-force").phase("during");
        unanswered(Math.min(200, Math.max(4, calls / 4)));
        b.role("E1", "replica", 1).role("W1", "primary", 2);
        log.add(entry(2, log.size() + 1, "epoch-2"));
        serve("W1", 2, calls * 2);
        b.fault("cut", 1, "healed").phase("after");
        serve("W1", 2, calls * 2);
        finish("W1", 2);
        b.phase("final").read(1).ok("W1", 2, log.size());
        b.quiet();
        b.finally_("E1", "replica", 2, true, log, aside);
        b.finally_("W1", "primary", 2, log);
        b.finally_("W2", "replica", 2, log);
    }

    private void serve(String node, long epoch, int calls) {
        for (int i = 0; i < calls; i++) {
            pending.add(next().invoked());
            if (pending.size() > random.nextInt(8)) {
                answer(pending.remove(), node, epoch);
            }
        }
    }

    private void finish(String node, long epoch) {
        while (!pending.isEmpty()) {
            answer(pending.remove(), node, epoch);
        }
    }

    private CallBuilder next() {
        long key = random.nextInt(20);
        CallBuilder call = random.nextInt(3) == 0 ? b.read(key) : b.write("op-" + ops++, key, ops);
        return call.from(random.nextBoolean() ? "E" : "W");
    }

    private void answer(CallBuilder call, String node, long epoch) {
        switch (random.nextInt(20)) {
            case 0 -> call.fail("not-primary");
            case 1 -> {
                append(call, log, epoch);
                call.info();
            }
            default -> {
                append(call, log, epoch);
                call.ok(node, epoch, log.size());
            }
        }
    }

    /** E1 logs writes that no client sees acknowledged. */
    private void unanswered(int calls) {
        for (int i = 0; i < calls; i++) {
            CallBuilder call = b.write("tail-" + i, 1, -i);
            aside.add(entry(1, log.size() + i + 1, "tail-" + i));
            call.info();
        }
    }

    private static void append(CallBuilder call, List<Object> log, long epoch) {
        String op = call.op();
        if (op != null) {
            log.add(entry(epoch, log.size() + 1, op));
        }
    }
}
