package io.schism.histories.synthetic;

import org.jspecify.annotations.Nullable;

/**
 * Prepares a stale read of which no linearization is left. A call that is answered writes a value that no other call
 * writes (the plant). Then a call that was invoked after the plant had returned shows, by its answer, that something
 * else is held (the burial). From there on the planted value cannot come back, whatever becomes of the calls without
 * answer, and whoever reads it after the burial has returned reads what was not there.
 */
final class Staleness {
    private @Nullable PendingCall plant;
    private @Nullable PendingCall burial;

    private final Service service;

    Staleness(Service service) {
        this.service = service;
    }

    /** Whether this call, a write, is to write the planted value. */
    boolean plants(PendingCall call) {
        if (plant == null && service.shape.prepares(call.number) && !call.indeterminate) {
            plant = call;
            return true;
        }
        return false;
    }

    /** The key that calls should use so that the violation comes about; that of the plant, once there is one. */
    int key(PendingCall call, int otherwise) {
        return plant != null && service.isViolationDue(call) ? plant.key : otherwise;
    }

    /** An answered call on that key shows that something other than the planted value was held. */
    void showedOther(PendingCall call, int key) {
        if (burial == null && plant != null && plant.key == key && plant.precedes(call)) {
            burial = call;
        }
    }

    /** Whether this call, a read of that key, may answer the planted value, as the violation. */
    boolean isRipe(PendingCall call, int key) {
        return plant != null && plant.key == key && burial != null && burial.precedes(call) && service.mayViolate(call);
    }
}
