package io.schism.histories.synthetic;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A lock, released by the one who holds it. An acquisition without an answer never took effect and a release without
 * one always does, since a lock that nobody knows to hold would end the history.
 *
 * <p>The violation is an acquisition answered while another one holds, whose own answer has arrived and whose release
 * is not asked for yet. Then two more acquisitions have been answered than releases asked for, with or without
 * answer, and a lock allows one more.
 */
final class LockService extends Service {
    private final boolean[] holds;
    private @Nullable PendingCall holder;
    private boolean releasing;

    LockService(Shape shape, RandomGenerator random) {
        super(shape, random);
        this.holds = new boolean[shape.processes()];
    }

    @Override
    void ask(PendingCall call) {
        call.ask(holds[call.client] ? "release" : "acquire", null);
        releasing |= holds[call.client];
    }

    @Override
    boolean takesEffect(PendingCall call) {
        return call.f.equals("release");
    }

    @Override
    void apply(PendingCall call) {
        if (call.f.equals("release")) {
            holder = null;
            releasing = false;
        } else if (holder == null) {
            holder = call;
        } else {
            call.refused = true;
        }
    }

    @Override
    void complete(PendingCall call) {
        if (call.f.equals("release")) {
            holds[call.client] = false;
        } else if (!call.refused) {
            holds[call.client] = true;
        } else if (mayViolate(call) && holder != null && holder.returnedAt != PendingCall.NOT_YET && !releasing) {
            call.refused = false;
            violated();
        }
    }

    @Override
    void abandon(PendingCall call) {
        holds[call.client] = false;
    }
}
