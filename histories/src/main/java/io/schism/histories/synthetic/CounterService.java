package io.schism.histories.synthetic;

import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A counter to which positive amounts are added. The violation is a read that answers what an earlier one did, when a
 * read of more had returned before it was invoked: no sum falls.
 */
final class CounterService extends Service {
    private @Nullable Long planted;
    private @Nullable PendingCall more;
    private long sum;

    CounterService(Shape shape, RandomGenerator random) {
        super(shape, random);
    }

    @Override
    void ask(PendingCall call) {
        if (random.nextBoolean()) {
            call.ask("add", 1L + random.nextInt(shape.values()));
        } else {
            call.ask("read", null);
        }
    }

    @Override
    void apply(PendingCall call) {
        if (call.f.equals("add")) {
            sum += (Long) Objects.requireNonNull(call.input);
        } else {
            call.answer = sum;
        }
    }

    @Override
    void complete(PendingCall call) {
        if (call.f.equals("add")) {
            return;
        }
        long read = (Long) Objects.requireNonNull(call.answer);
        if (planted == null) {
            planted = shape.prepares(call.number) ? (Long) read : null;
        } else if (more == null) {
            more = read > planted ? call : null;
        } else if (more.precedes(call) && mayViolate(call)) {
            call.answer = planted;
            violated();
        }
    }
}
