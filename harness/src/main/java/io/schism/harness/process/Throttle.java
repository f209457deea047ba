package io.schism.harness.process;

import io.schism.workloads.time.Pause;
import java.time.Duration;

/** Starves a process: in each period it runs for its share and stands still for the rest. */
public final class Throttle implements AutoCloseable {
    /** From one turn to the next. */
    public static final Duration PERIOD = Duration.ofMillis(100);

    private final ChildProcess process;
    private final Duration runs;
    private final Thread turns;
    private volatile boolean closing;

    private Throttle(ChildProcess process, double share) {
        this.process = process;
        this.runs = Duration.ofNanos(Math.round(PERIOD.toNanos() * share));
        this.turns = new Thread(this::takeTurns, "throttle-" + process.pid());
        turns.setDaemon(true);
    }

    /** @param share of one processor, below 1 */
    public static Throttle start(ChildProcess process, double share) {
        Throttle throttle = new Throttle(process, share);
        throttle.turns.start();
        return throttle;
    }

    private void takeTurns() {
        try (Signals signals = Signals.open()) {
            while (!closing && process.isAlive()) {
                signals.send("STOP", process);
                Pause.of(PERIOD.minus(runs));
                goOn(signals);
                Pause.of(runs);
            }
            goOn(signals);
        }
    }

    /** Unless somebody else has it stand still. */
    private void goOn(Signals signals) {
        if (!process.isPaused()) {
            signals.send("CONT", process);
        }
    }

    /** Ends it; the process runs when this returns, unless somebody else has it stand still. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (turns.isAlive()) {
            try {
                turns.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
