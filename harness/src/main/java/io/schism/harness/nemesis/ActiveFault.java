package io.schism.harness.nemesis;

import io.schism.harness.cluster.Silenced;
import io.schism.harness.scenario.Settings;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One fault from injection to heal, on a thread of its own, so that one that takes its time delays no other; and the
 * thread that looks whether it holds. A heal waits for no look: a fault that was not seen in force by then has failed.
 */
public final class ActiveFault {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(500);

    /** A sweep that begins so long before the heal is through when it comes. */
    private static final Duration LAST_SWEEP = Duration.ofMillis(400);

    /** Nobody has said how long it lasts. */
    private static final Duration OPEN_END = Duration.ofDays(1);

    static final Duration HEALING = Duration.ofSeconds(30);
    private static final Duration BETWEEN_HEALS = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int HEALS = 3;
    private static final Keyword SENT = Keyword.of("sent");

    private final Recorder recorder;
    private final String name;
    private final int id;
    private final Injection injection;
    private final Strike strike;
    private final Silenced silenced;
    private final Map<Keyword, @Nullable Object> planned;
    private final Duration limit;
    private final CountDownLatch decided = new CountDownLatch(1);
    private final CountDownLatch healNow = new CountDownLatch(1);
    private final Thread life;

    /** When the backend was told what it was told last, and when it acknowledged. */
    private volatile Map<Keyword, @Nullable Object> told = Map.of();

    private volatile boolean inForce;
    private volatile boolean healing;
    private volatile @Nullable String failure;

    /**
     * A fault that has not begun.
     *
     * @param planned what the history tells of the plan's own words, besides whom it hits
     * @param limit how long a heal may take until it is seen
     */
    ActiveFault(
            Recorder recorder,
            String name,
            int id,
            Injection injection,
            Strike strike,
            Silenced silenced,
            Map<Keyword, @Nullable Object> planned,
            Duration limit) {
        this.recorder = recorder;
        this.name = name;
        this.id = id;
        this.injection = injection;
        this.strike = strike;
        this.silenced = silenced;
        this.planned = planned;
        this.limit = limit;
        this.life = new Thread(this::live, "fault-" + name + "-" + id);
        life.setDaemon(true);
    }

    /**
     * A fault of no plan and no cluster of our own, which has not begun and lasts until it is told to heal.
     *
     * @param id tells this fault from others of its name in the history
     * @param limit how long a heal may take until it is seen
     */
    public ActiveFault(Recorder recorder, String name, int id, Injection injection, Duration limit) {
        this(
                recorder,
                name,
                id,
                injection,
                new Strike(Set.of(), List.of(), Settings.NONE, OPEN_END, 0),
                new Silenced(),
                Map.of(),
                limit);
    }

    /** Records it as pending, and begins. */
    public void inject() {
        record("pending");
        life.start();
    }

    /** Waits for the end of a first look, or for the heal that comes before it; the history tells whether it is in force. */
    public void awaitDecided() {
        try {
            decided.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has it healed now, and does not wait for that. */
    public void heal() {
        healNow.countDown();
    }

    /** Why it was not wholly in force all the time, or is not healed; empty as long as nothing speaks against it. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Waits until it is healed, or told not to be, and lets no interrupt keep it from that: what follows may end the members. */
    public void await() {
        Duration patience = HEALING.plus(limit);
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (life.isAlive() && System.nanoTime() - end < 0) {
            try {
                life.join(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (life.isAlive()) {
            fail("not healed yet, " + patience.toSeconds() + " s after that was waited for");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        long lastSweep = System.nanoTime() + strike.lasts().minus(LAST_SWEEP).toNanos();
        try {
            injection.lookBefore();
            tell(injection::inject);
            Thread watch = new Thread(() -> watch(lastSweep), "watch-" + name + "-" + id);
            watch.setDaemon(true);
            watch.start();
        } catch (RuntimeException | OutOfMemoryError e) {
            // Half of it may be there: it is healed like any other.
            fail("the backend could not inject it: " + e.getMessage());
            decided.countDown();
        }
        try {
            healNow.await();
            if (injection.happensOnce()) {
                decided.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        mend();
    }

    /** Looks until it is healed: the first look that sees it makes it in force, and any that sees a leak failed. */
    private void watch(long lastSweep) {
        while (!healing && failure == null) {
            judge(look());
            Duration left = Duration.ofNanos(lastSweep - System.nanoTime());
            Pause.of(left.isNegative() || left.compareTo(BETWEEN_SWEEPS) > 0 ? BETWEEN_SWEEPS : left);
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

    private synchronized void judge(Optional<String> leak) {
        if (healing) {
            // A look that the heal overtook proves nothing.
            return;
        }
        if (leak.isPresent()) {
            fail(leak.get());
        } else if (!inForce && injection.isSeen()) {
            inForce = true;
            record("in-force");
        }
        decided.countDown();
    }

    private synchronized void endLooks() {
        healing = true;
        if (!inForce && failure == null) {
            fail(
                    decided.getCount() > 0
                            ? "it was not seen in force before its time was over"
                            : "it could not be observed: all that it is aimed at was cut off or silenced by other faults");
        }
        decided.countDown();
    }

    private void mend() {
        endLooks();
        // Until it is seen to be whole again, a member that starts anew answers no other fault's probes either.
        List<String> members = strike.names();
        silenced.beginRecovery(members);
        try {
            tell(this::undo);
            if (Pause.until(() -> remains().isEmpty(), limit, BETWEEN_LOOKS)) {
                record("healed");
            } else {
                fail("not healed within " + limit.toSeconds() + " s: "
                        + remains().orElse("at last it was"));
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            fail("the backend could not heal it: " + e.getMessage());
        } finally {
            silenced.endRecovery(members);
        }
    }

    private Optional<String> remains() {
        try {
            return injection.remains();
        } catch (RuntimeException | OutOfMemoryError e) {
            return Optional.of("it could not be observed: " + e.getMessage());
        }
    }

    /** A heal is worth more than one attempt. */
    private void undo() {
        for (int attempt = 1; ; attempt++) {
            try {
                injection.heal();
                return;
            } catch (RuntimeException | OutOfMemoryError e) {
                if (attempt == HEALS) {
                    throw e;
                }
                Pause.of(BETWEEN_HEALS);
            }
        }
    }

    private void tell(Runnable command) {
        long sent = recorder.time();
        told = Map.of(SENT, sent);
        command.run();
        Map<Keyword, @Nullable Object> both = new LinkedHashMap<>();
        both.put(SENT, sent);
        both.put(Keyword.of("acknowledged"), recorder.time());
        told = both;
    }

    private synchronized void fail(String reason) {
        failure = failure == null ? reason : failure;
        record("failed", Map.of(Keyword.of("reason"), reason));
    }

    private void record(String state) {
        record(state, Map.of());
    }

    private void record(String state, Map<Keyword, @Nullable Object> more) {
        Map<Keyword, @Nullable Object> value = new LinkedHashMap<>();
        value.put(Keyword.of("id"), (long) id);
        value.put(Keyword.of("state"), Keyword.of(state));
        value.putAll(injection.describe());
        value.putAll(planned);
        value.putAll(told);
        value.putAll(more);
        recorder.nemesis(name, value);
    }
}
