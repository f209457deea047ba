package io.schism.histories.synthetic;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Ids, each given once. The violation is one given twice. */
final class IdService extends Service {
    private @Nullable Long planted;
    private long given;

    IdService(Shape shape, RandomGenerator random) {
        super(shape, random);
    }

    @Override
    void ask(PendingCall call) {
        call.ask("generate", null);
    }

    @Override
    void apply(PendingCall call) {
        call.answer = given++;
    }

    @Override
    void complete(PendingCall call) {
        if (planted != null && mayViolate(call)) {
            call.answer = planted;
            violated();
        } else if (planted == null && shape.prepares(call.number)) {
            planted = (Long) call.answer;
        }
    }
}
