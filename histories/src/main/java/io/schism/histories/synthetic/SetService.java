package io.schism.histories.synthetic;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A set that only grows. A tenth of the calls read the whole of it, fewer in long histories: all answers together stay
 * at about ten million elements. The violation is a read without an element whose addition had returned before.
 */
final class SetService extends Service {
    private static final double READS = 0.1;
    private static final double ELEMENTS_READ = 2e7;

    private final Set<Object> elements = new LinkedHashSet<>();
    private final double reads;
    private @Nullable PendingCall planted;

    SetService(Shape shape, RandomGenerator random) {
        super(shape, random);
        this.reads = Math.min(READS, ELEMENTS_READ / shape.calls() / shape.calls());
    }

    @Override
    void ask(PendingCall call) {
        if (random.nextDouble() < reads || isRipe(call)) {
            call.ask("read", null);
        } else {
            call.ask("add", (long) call.number);
        }
    }

    private boolean isRipe(PendingCall call) {
        return mayViolate(call) && planted != null && planted.precedes(call);
    }

    @Override
    void apply(PendingCall call) {
        if (call.f.equals("add")) {
            elements.add(Objects.requireNonNull(call.input));
        } else if (!call.indeterminate) {
            call.answer = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
    }

    @Override
    void complete(PendingCall call) {
        if (call.f.equals("add")) {
            planted = planted == null && shape.prepares(call.number) ? call : planted;
        } else if (isRipe(call)) {
            Set<Object> fewer = new LinkedHashSet<>((Set<?>) Objects.requireNonNull(call.answer));
            fewer.remove(Objects.requireNonNull(planted).input);
            call.answer = Collections.unmodifiableSet(fewer);
            violated();
        }
    }
}
