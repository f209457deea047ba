package io.schism.histories.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A queue without order, of distinct elements; a dequeue of an empty one fails. The violation is an element that was
 * dequeued before.
 */
final class BagService extends Service {
    private final List<Long> elements = new ArrayList<>();
    private @Nullable Long planted;
    private long enqueued;

    BagService(Shape shape, RandomGenerator random) {
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
            elements.add((Long) call.input);
        } else if (elements.isEmpty()) {
            call.refused = true;
        } else {
            int place = random.nextInt(elements.size());
            Long last = elements.remove(elements.size() - 1);
            call.answer = place == elements.size() ? last : elements.set(place, last);
        }
    }

    @Override
    void complete(PendingCall call) {
        if (call.f.equals("enqueue") || call.refused) {
            return;
        }
        if (planted != null && mayViolate(call)) {
            call.answer = planted;
            violated();
        } else if (planted == null && shape.prepares(call.number)) {
            planted = (Long) call.answer;
        }
    }
}
