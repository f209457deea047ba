package io.schism.histories.synthetic;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Registers, one a key, absent at the start. The planted value is one above the others where these are few: no
 * compare-and-set takes it or leaves it.
 */
final class RegisterService extends Service {
    private final Staleness staleness = new Staleness(this);
    private final boolean distinct;
    private final @Nullable Long[] held;
    private @Nullable Long planted;
    private long written;

    private RegisterService(Shape shape, RandomGenerator random, int keys, boolean distinct) {
        super(shape, random);
        this.distinct = distinct;
        this.held = new Long[keys];
    }

    static Service ofFewValues(Shape shape, RandomGenerator random) {
        return new RegisterService(shape, random, 1, false);
    }

    static Service ofDistinctValues(Shape shape, RandomGenerator random) {
        return new RegisterService(shape, random, 1, true);
    }

    static Service underKeys(Shape shape, RandomGenerator random) {
        return new RegisterService(shape, random, shape.keys(), false);
    }

    @Override
    void ask(PendingCall call) {
        call.key = staleness.key(call, random.nextInt(held.length));
        switch (random.nextInt(distinct ? 2 : 3)) {
            case 0 -> call.ask("read", null);
            case 1 -> call.ask("write", toWrite(call));
            default -> call.ask("cas", Simulation.pair(value(), value()));
        }
    }

    private long value() {
        return random.nextInt(shape.values());
    }

    private long toWrite(PendingCall call) {
        boolean plants = staleness.plants(call);
        long value = distinct ? written++ : plants ? shape.values() : value();
        if (plants) {
            planted = value;
        }
        return value;
    }

    @Override
    void apply(PendingCall call) {
        switch (call.f) {
            case "read" -> call.answer = held[call.key];
            case "write" -> held[call.key] = (Long) call.input;
            default -> compareAndSet(call, (List<?>) Objects.requireNonNull(call.input));
        }
    }

    private void compareAndSet(PendingCall call, List<?> pair) {
        call.refused = !Objects.equals(held[call.key], pair.get(0));
        if (!call.refused) {
            held[call.key] = (Long) pair.get(1);
        }
    }

    @Override
    void complete(PendingCall call) {
        if (call.f.equals("read") && staleness.isRipe(call, call.key)) {
            call.answer = planted;
            violated();
        } else if (!call.refused && !Objects.equals(call.answer, planted)) {
            staleness.showedOther(call, call.key);
        }
    }
}
