package io.schism.histories.synthetic;

import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** A string under each key. The planted string is put by one call alone, and made of a letter that no other uses. */
final class AppendService extends Service {
    private static final String PLANTED = "!";

    private final Staleness staleness = new Staleness(this);
    private final String[] held;

    AppendService(Shape shape, RandomGenerator random) {
        super(shape, random);
        this.held = new String[shape.keys()];
        Arrays.fill(held, "");
    }

    @Override
    void ask(PendingCall call) {
        call.key = staleness.key(call, random.nextInt(held.length));
        switch (random.nextInt(3)) {
            case 0 -> call.ask("get", null);
            case 1 -> call.ask("put", staleness.plants(call) ? PLANTED : letter());
            default -> call.ask("append", letter());
        }
    }

    private String letter() {
        return Integer.toString(random.nextInt(shape.values()), Character.MAX_RADIX);
    }

    @Override
    void apply(PendingCall call) {
        switch (call.f) {
            case "get" -> call.answer = held[call.key];
            case "put" -> held[call.key] = (String) Objects.requireNonNull(call.input);
            default -> held[call.key] = held[call.key].concat((String) Objects.requireNonNull(call.input));
        }
    }

    @Override
    void complete(PendingCall call) {
        if (call.f.equals("get") && staleness.isRipe(call, call.key)) {
            call.answer = PLANTED;
            violated();
        } else if (!PLANTED.equals(call.answer)) {
            staleness.showedOther(call, call.key);
        }
    }
}
