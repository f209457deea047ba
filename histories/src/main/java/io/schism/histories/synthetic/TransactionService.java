package io.schism.histories.synthetic;

import io.schism.histories.edn.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Registers under transactions, named by number; a transaction touches each once. The planted value is one above the
 * others, and written to one register by one transaction; a transaction that reads or writes another value there
 * shows that it is gone.
 */
final class TransactionService extends Service {
    private static final int LONGEST = 3;
    private static final Keyword READ = Keyword.of("r");
    private static final Keyword WRITE = Keyword.of("w");

    private final Staleness staleness = new Staleness(this);
    private final Long planted;
    private final @Nullable Long[] held;

    TransactionService(Shape shape, RandomGenerator random) {
        super(shape, random);
        this.planted = (long) shape.values();
        this.held = new Long[shape.keys()];
    }

    @Override
    void ask(PendingCall call) {
        call.key = staleness.key(call, random.nextInt(held.length));
        Set<Integer> registers = new LinkedHashSet<>(Set.of(call.key));
        for (int more = random.nextInt(LONGEST); more > 0; more--) {
            registers.add(random.nextInt(held.length));
        }
        List<Object> parts = new ArrayList<>();
        for (int register : registers) {
            boolean reads = random.nextBoolean();
            boolean plants = !reads && register == call.key && staleness.plants(call);
            Long value = plants ? planted : (long) random.nextInt(shape.values());
            parts.add(part(reads ? READ : WRITE, register, reads ? null : value));
        }
        call.ask("txn", List.copyOf(parts));
    }

    private static List<@Nullable Object> part(Keyword f, int register, @Nullable Long value) {
        List<@Nullable Object> part = new ArrayList<>(Simulation.pair(f, (long) register));
        part.add(value);
        return part;
    }

    private static List<?> parts(@Nullable Object transaction) {
        return (List<?>) Objects.requireNonNull(transaction);
    }

    private static int register(List<?> part) {
        return ((Long) Objects.requireNonNull(part.get(1))).intValue();
    }

    @Override
    void apply(PendingCall call) {
        List<Object> answers = new ArrayList<>();
        for (Object each : parts(call.input)) {
            List<?> part = (List<?>) each;
            if (part.get(0) == WRITE) {
                held[register(part)] = (Long) part.get(2);
                answers.add(part);
            } else {
                answers.add(part(READ, register(part), held[register(part)]));
            }
        }
        call.answer = answers;
    }

    @Override
    void complete(PendingCall call) {
        List<Object> answers = new ArrayList<>();
        for (Object each : parts(call.answer)) {
            List<?> part = (List<?>) each;
            if (part.get(0) == READ && staleness.isRipe(call, register(part))) {
                answers.add(part(READ, register(part), planted));
                violated();
                continue;
            }
            answers.add(part);
            if (!planted.equals(part.get(2))) {
                staleness.showedOther(call, register(part));
            }
        }
        call.answer = answers;
    }
}
