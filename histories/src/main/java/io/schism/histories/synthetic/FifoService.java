package io.schism.histories.synthetic;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A queue of distinct elements; a dequeue of an empty one fails.
 *
 * <p>The violation is an element that overtakes another: the enqueue of the first returned before that of the second
 * was invoked, and the dequeue that answers the second returned before that of the first was invoked. All four have
 * answers, and no other call knows these elements.
 */
final class FifoService extends Service {
    /** Enqueues that took effect. */
    private final Queue<PendingCall> elements = new ArrayDeque<>();

    private @Nullable PendingCall overtaken;
    private @Nullable PendingCall overtaking;
    private long enqueued;

    FifoService(Shape shape, RandomGenerator random) {
        super(shape, random);
    }

    @Override
    void ask(PendingCall call) {
        if (random.nextBoolean()) {
            call.ask("enqueue", enqueued++);
        } else {
            call.ask("dequeue", null);
        }
    }

    @Override
    void apply(PendingCall call) {
        if (call.f.equals("enqueue")) {
            elements.add(call);
        } else if (overtaken != null && overtaking != null && overtaking.precedes(call) && mayViolate(call)) {
            call.answer = overtaken.input;
            violated();
        } else if (elements.isEmpty()) {
            call.refused = true;
        } else {
            call.answer = take(call).input;
        }
    }

    private PendingCall take(PendingCall call) {
        PendingCall head = elements.remove();
        if (overtaken != null || !mayViolate(call) || head.indeterminate) {
            return head;
        }
        for (Iterator<PendingCall> rest = elements.iterator(); rest.hasNext(); ) {
            PendingCall later = rest.next();
            if (!later.indeterminate && head.precedes(later)) {
                rest.remove();
                overtaken = head;
                overtaking = call;
                return later;
            }
        }
        return head;
    }
}
