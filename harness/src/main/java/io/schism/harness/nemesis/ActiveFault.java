package io.schism.harness.nemesis;

import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One fault from injection to heal, with the thread that watches whether it holds. */
final class ActiveFault {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(500);

    /** A sweep that begins so long before the heal is through when it comes. */
    private static final Duration LAST_SWEEP = Duration.ofMillis(400);

    private final Recorder recorder;
    private final String name;
    private final int id;
    private final Injection injection;
    private final Duration lasts;
    private final CountDownLatch swept = new CountDownLatch(1);
    private volatile @Nullable Thread gone;
    private volatile boolean healing;
    private volatile boolean failed;

    /** @param lasts how long it is planned to hold; the last look is taken just before its end */
    ActiveFault(Recorder recorder, String name, int id, Injection injection, Duration lasts) {
        this.recorder = recorder;
        this.name = name;
        this.id = id;
        this.injection = injection;
        this.lasts = lasts;
    }

    void inject() {
        long sent = recorder.time();
        long lastSweep = System.nanoTime() + lasts.minus(LAST_SWEEP).toNanos();
        record("pending", Map.of());
        try {
            injection.inject();
        } catch (RuntimeException e) {
            fail("the backend could not inject it: " + e.getMessage());
            swept.countDown();
            return;
        }
        Map<Keyword, @Nullable Object> times = times(sent);
        inBackground("watch", () -> {
            try {
                sweep(times);
            } finally {
                swept.countDown();
            }
            watch(lastSweep);
        });
    }

    /** The plan goes on meanwhile: what comes next must not be late because this one takes long to look at. */
    private Thread inBackground(String what, Runnable action) {
        Thread thread = new Thread(action, what + "-" + name + "-" + id);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The first sweep decides between in force and failed. */
    private void sweep(Map<Keyword, @Nullable Object> times) {
        Optional<String> leak = look();
        if (leak.isPresent()) {
            fail(leak.get());
        } else {
            record("in-force", times);
        }
    }

    /** What is not in force; a fault that nobody can observe does not count as in force either. */
    private Optional<String> look() {
        try {
            return injection.leak();
        } catch (RuntimeException | OutOfMemoryError e) {
            return Optional.of("it could not be observed: " + e.getMessage());
        }
    }

    private void watch(long lastSweep) {
        while (!healing && !failed) {
            Duration left = Duration.ofNanos(lastSweep - System.nanoTime());
            Pause.of(left.isNegative() || left.compareTo(BETWEEN_SWEEPS) > 0 ? BETWEEN_SWEEPS : left);
            Optional<String> leak = look();
            // A sweep that the heal overtook proves nothing.
            if (leak.isPresent() && !healing) {
                fail(leak.get());
            }
        }
    }

    /**
     * Mends it, whatever happened before, once it was looked at; a heal that fails is recorded, and keeps nobody from healing
     * the next. Whether it is gone is seen in the background: see {@link #awaitGone}.
     */
    void heal(Duration limit) {
        awaitSweep(limit);
        healing = true;
        long sent = recorder.time();
        try {
            injection.heal();
        } catch (RuntimeException e) {
            fail("the backend could not heal it: " + e.getMessage());
            return;
        }
        Map<Keyword, @Nullable Object> times = times(sent);
        gone = inBackground("heal", () -> {
            if (!Pause.until(() -> remains().isEmpty(), limit, Duration.ofMillis(100))) {
                fail("not healed within " + limit.toSeconds() + " s: "
                        + remains().orElse("at last it was"));
            } else {
                record("healed", times);
            }
        });
    }

    private void awaitSweep(Duration limit) {
        try {
            swept.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // What is broken is mended in any case.
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it is recorded whether the fault is gone. */
    void awaitGone() {
        Thread waiting = gone;
        try {
            if (waiting != null) {
                waiting.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> remains() {
        try {
            return injection.remains();
        } catch (RuntimeException | OutOfMemoryError e) {
            return Optional.of("it could not be observed: " + e.getMessage());
        }
    }

    private Map<Keyword, @Nullable Object> times(long sent) {
        Map<Keyword, @Nullable Object> times = new LinkedHashMap<>();
        times.put(Keyword.of("sent"), sent);
        times.put(Keyword.of("acknowledged"), recorder.time());
        return times;
    }

    private synchronized void fail(String reason) {
        failed = true;
        record("failed", Map.of(Keyword.of("reason"), reason));
    }

    private void record(String state, Map<Keyword, @Nullable Object> more) {
        Map<Keyword, @Nullable Object> value = new LinkedHashMap<>();
        value.put(Keyword.of("id"), (long) id);
        value.put(Keyword.of("state"), Keyword.of(state));
        value.putAll(injection.describe());
        value.putAll(more);
        recorder.nemesis(name, value);
    }
}
