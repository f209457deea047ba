package io.schism.harness.nemesis;

import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Steps of a fault that go on beside the run, one after the other, until there is none left or it is closed. */
final class Repetition implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final BooleanSupplier step;
    private final Duration between;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    private Repetition(String name, BooleanSupplier step, Duration between) {
        this.step = step;
        this.between = between;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Waits, takes a step, and so on.
     *
     * @param step returns whether there is another
     */
    static Repetition start(String name, Duration between, BooleanSupplier step) {
        Repetition repetition = new Repetition(name, step, between);
        repetition.thread.start();
        return repetition;
    }

    private void run() {
        try {
            boolean another = true;
            while (another && !Pause.until(() -> closing, between, LOOK)) {
                another = step.getAsBoolean();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Why it ended early, if it did. */
    Optional<String> failure() {
        return Optional.ofNullable(failure).map(e -> "it could not go on: " + e.getMessage());
    }

    /** Waits for the step that is being taken, and takes no other. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
