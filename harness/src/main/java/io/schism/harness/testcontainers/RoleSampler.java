package io.schism.harness.testcontainers;

import io.schism.harness.testcontainers.ContainerCluster.Role;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks one container for its role again and again, and records what it says. */
final class RoleSampler implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final long PATIENCE_MILLIS = 500;
    private static final Role UNREACHABLE = new Role("unreachable", -1);

    private final Recorder recorder;
    private final String name;
    private final Supplier<Role> question;
    private final Thread thread = new Thread(this::run);
    private volatile boolean closed;

    private RoleSampler(Recorder recorder, String name, Supplier<Role> question) {
        this.recorder = recorder;
        this.name = name;
        this.question = question;
    }

    static RoleSampler start(Recorder recorder, String name, Supplier<Role> question) {
        RoleSampler sampler = new RoleSampler(recorder, name, question);
        sampler.thread.setName("observe-" + name);
        sampler.thread.setDaemon(true);
        sampler.thread.start();
        return sampler;
    }

    private void run() {
        CompletableFuture<Role> answer = CompletableFuture.completedFuture(UNREACHABLE);
        while (!closed) {
            // One that hangs is not asked a second time.
            if (answer.isDone()) {
                answer = CompletableFuture.supplyAsync(question, task -> {
                    Thread asking = new Thread(task, "ask-" + name);
                    asking.setDaemon(true);
                    asking.start();
                });
            }
            record(answer);
            Pause.of(PERIOD);
        }
    }

    private void record(CompletableFuture<Role> answer) {
        Role role;
        try {
            role = answer.copy()
                    .completeOnTimeout(UNREACHABLE, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            role = UNREACHABLE;
        }
        Map<Keyword, @Nullable Object> value = new LinkedHashMap<>();
        value.put(Keyword.of("role"), Keyword.of(role.role()));
        if (role.epoch() >= 0) {
            value.put(Keyword.of("epoch"), role.epoch());
        }
        if (!closed) {
            recorder.observe("role", name, value);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2 * PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
