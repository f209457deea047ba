package io.schism.harness.testcontainers;

import io.schism.harness.nemesis.ActiveFault;
import io.schism.harness.nemesis.Injection;
import io.schism.harness.testcontainers.ContainerCluster.Fault;
import io.schism.histories.history.Recorder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A fault that a test holds by its handle: injected when it is made, healed when it is closed. */
final class HeldFault implements Fault {
    private final String what;
    private final ActiveFault fault;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HeldFault(String what, ActiveFault fault) {
        this.what = what;
        this.fault = fault;
    }

    /**
     * Returns once it is seen to be in force, or a first look found nothing to look at: it fails in the end, should that go on.
     *
     * @param name as the history calls it
     * @param what as people do: {@code cut of a from b, c}
     * @throws FaultFailedError where it is not in force; what was done of it is undone before
     */
    static HeldFault inject(Recorder recorder, String name, int id, String what, Injection injection, Duration limit) {
        HeldFault held = new HeldFault(what, new ActiveFault(recorder, name, id, injection, limit));
        held.fault.inject();
        held.fault.awaitDecided();
        if (held.fault.failure().isPresent()) {
            held.close();
        }
        return held;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        fault.heal();
        fault.await();
        fault.failure().ifPresent(reason -> {
            throw new FaultFailedError("the " + what + " did not hold: " + reason);
        });
    }
}
