package io.schism.histories.synthetic;

import java.util.random.RandomGenerator;

/**
 * The object that clients call. Where the shape asks for a violation, it gives one wrong answer, in a place where no
 * linearization is left whatever happened to the calls without answer; each service says why.
 */
abstract class Service {
    final Shape shape;
    final RandomGenerator random;
    private boolean violated;

    Service(Shape shape, RandomGenerator random) {
        this.shape = shape;
        this.random = random;
    }

    /** Decides what a call asks for: {@link PendingCall#ask}, and the key where calls have one. */
    abstract void ask(PendingCall call);

    /** The call takes effect, now: sets the answer, or refuses. */
    abstract void apply(PendingCall call);

    /** The answer is on the line: the service learns what clients know, and may falsify it. Not asked of info. */
    void complete(PendingCall call) {}

    /** The client gives up waiting; the call may still take effect. */
    void abandon(PendingCall call) {}

    /** Whether a call that will have no answer takes effect. */
    boolean takesEffect(PendingCall call) {
        return random.nextBoolean();
    }

    /** Whether that call may be the violation: it is late enough, will have an answer, and is the first. */
    final boolean mayViolate(PendingCall call) {
        return isViolationDue(call) && !call.indeterminate;
    }

    /** Whether calls should make way for the violation. */
    final boolean isViolationDue(PendingCall call) {
        return !violated && shape.violates(call.number);
    }

    final void violated() {
        violated = true;
    }

    /** Whether the history is what its shape asks for. */
    final boolean isDone() {
        return violated || !shape.stale();
    }
}
