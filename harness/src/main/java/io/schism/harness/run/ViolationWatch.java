package io.schism.harness.run;

import io.schism.histories.history.Operation;
import io.schism.histories.history.Recorder;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.linearizability.OnlineLinearizability;
import io.schism.histories.linearizability.OnlineLinearizability.Violation;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, while the load of a run goes on, whether the history is linearizable still, and stops the load as soon as it
 * is proven not to be. A key that takes too long is left to the judgement at the end.
 */
final class ViolationWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViolationWatch.class);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration ONE_KEY = Duration.ofSeconds(5);
    private static final long ONE_KEY_BYTES = 256L << 20;

    private final boolean wanted;
    private final OnlineLinearizability online;
    private @Nullable Thread thread;
    private volatile @Nullable Stop stop;

    /** @param wanted where it is not, nothing is looked at and nothing stopped */
    ViolationWatch(boolean wanted, String model) {
        this.wanted = wanted;
        this.online = Linearizability.of(Models.named(model))
                .keyed(true)
                .within(ONE_KEY)
                .memory(ONE_KEY_BYTES)
                .online();
    }

    /** Hears of every operation, from the first on. */
    void recorded(Operation operation) {
        if (wanted) {
            online.add(operation);
        }
    }

    /** Looks until it is closed; {@code halt} is called once, where a violation is proven. */
    ViolationWatch over(Recorder recorder, Runnable halt) {
        if (wanted) {
            Thread looking = new Thread(() -> look(recorder, halt), "violation-watch");
            looking.setDaemon(true);
            looking.setPriority(Thread.MIN_PRIORITY);
            looking.start();
            thread = looking;
        }
        return this;
    }

    private void look(Recorder recorder, Runnable halt) {
        try {
            boolean givenUp = false;
            while (!hasStopped()) {
                Pause.of(BETWEEN);
                Validity validity = online.look();
                if (validity == Validity.UNKNOWN && !givenUp) {
                    givenUp = true;
                    LOG.warn("a key took too long to be decided while the run goes on; it is decided at the end");
                }
                online.violation().ifPresent(violation -> stop(violation, recorder, halt));
            }
        } catch (Pause.Interrupted e) {
            // The load is over.
        } catch (RuntimeException e) {
            LOG.warn("the history cannot be decided while the run goes on", e);
        }
    }

    private void stop(Violation violation, Recorder recorder, Runnable halt) {
        halt.run();
        Stop now = Stop.at(recorder.time(), violation);
        recorder.observe(Stop.LINE, now.value());
        stop = now;
    }

    /** Whether a violation was proven. */
    boolean hasStopped() {
        return stop != null;
    }

    Optional<Stop> stop() {
        return Optional.ofNullable(stop);
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
