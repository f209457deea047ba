package io.schism.harness.knossos;

import io.schism.harness.knossos.Dialect.Effect;
import io.schism.harness.knossos.Dialect.Inexpressible;
import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import io.schism.histories.history.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The models that Knossos has too. */
final class Dialects {
    private static final Map<String, Dialect> ALL = new TreeMap<>(Map.of(
            "register", new Registers(),
            "cas-register", new Registers(),
            "mutex", new Mutexes(),
            "multi-register", new Transactions(),
            "set", new Sets(),
            "fifo-queue", new Queues(true),
            "unordered-queue", new Queues(false)));

    private Dialects() {}

    static Dialect of(String model) {
        Dialect dialect = ALL.get(model);
        if (dialect == null) {
            throw UserError.usage(
                    "Knossos has no model " + model,
                    "take --engine native, or one of " + String.join(", ", ALL.keySet()));
        }
        return dialect;
    }

    private record Registers() implements Dialect {
        @Override
        public List<Effect> start(Optional<Object> initial, List<Call> calls, Numbers numbers) {
            return List.of(new Effect("write", numbers.of(initial.orElse(null))));
        }

        @Override
        public Optional<Effect> effect(Call call, Numbers numbers) {
            String f = call.invocation().f();
            if (f.equals("read")) {
                return call.isOk() ? Optional.of(new Effect(f, numbers.of(Dialect.output(call)))) : Optional.empty();
            }
            Object input = call.invocation().value();
            return Optional.of(new Effect(
                    f,
                    f.equals("cas")
                            ? ((List<?>) Objects.requireNonNull(input))
                                    .stream().map(numbers::of).toList()
                            : numbers.of(input)));
        }
    }

    private record Mutexes() implements Dialect {
        @Override
        public List<Effect> start(Optional<Object> initial, List<Call> calls, Numbers numbers) {
            return initial.filter(Boolean.TRUE::equals).isPresent() ? List.of(new Effect("acquire", null)) : List.of();
        }

        @Override
        public Optional<Effect> effect(Call call, Numbers numbers) {
            return Optional.of(new Effect(call.invocation().f(), null));
        }
    }

    private record Sets() implements Dialect {
        @Override
        public List<Effect> start(Optional<Object> initial, List<Call> calls, Numbers numbers) {
            return Dialect.elements(initial.orElse(null)).stream()
                    .map(element -> new Effect("add", numbers.of(element)))
                    .toList();
        }

        @Override
        public Optional<Effect> effect(Call call, Numbers numbers) {
            if (call.invocation().f().equals("add")) {
                return Optional.of(
                        new Effect("add", numbers.of(call.invocation().value())));
            }
            return call.isOk()
                    ? Optional.of(new Effect(
                            "read",
                            Dialect.elements(Dialect.output(call)).stream()
                                    .map(numbers::of)
                                    .collect(Collectors.toSet())))
                    : Optional.empty();
        }
    }

    /** Knossos' queues know what was taken, not that a queue was empty, nor that something may have been taken. */
    private record Queues(boolean ordered) implements Dialect {
        @Override
        public List<Effect> start(Optional<Object> initial, List<Call> calls, Numbers numbers) {
            return Dialect.elements(initial.orElse(null)).stream()
                    .map(element -> new Effect("enqueue", numbers.of(element)))
                    .toList();
        }

        @Override
        public Optional<Effect> effect(Call call, Numbers numbers) {
            if (call.invocation().f().equals("enqueue")) {
                return Optional.of(
                        new Effect("enqueue", numbers.of(call.invocation().value())));
            }
            Object output = call.isOk() ? Dialect.output(call) : null;
            if (output != null) {
                return Optional.of(new Effect("dequeue", numbers.of(output)));
            }
            if (call.isOk()) {
                throw new Inexpressible("a dequeue that finds the queue empty (index "
                        + call.invocation().index() + ")");
            }
            if (ordered) {
                throw new Inexpressible("a dequeue whose answer is unknown (index "
                        + call.invocation().index() + ")");
            }
            // In a bag from which nobody ever finds nothing, it would only take what others miss.
            return Optional.empty();
        }
    }

    private record Transactions() implements Dialect {
        @Override
        public List<Object> arguments() {
            return List.of(Map.of());
        }

        @Override
        public List<Effect> start(Optional<Object> initial, List<Call> calls, Numbers numbers) {
            Map<?, ?> held = (Map<?, ?>) initial.orElse(Map.of());
            List<List<Object>> writes = new ArrayList<>();
            calls.stream()
                    .flatMap(call -> parts(call).stream())
                    .map(part -> Objects.requireNonNull(part.get(1)))
                    .distinct()
                    .forEach(key ->
                            writes.add(List.of(Keyword.of("write"), numbers.of(key), numbers.of(held.get(key)))));
            return List.of(new Effect("txn", writes));
        }

        @Override
        public Optional<Effect> effect(Call call, Numbers numbers) {
            List<List<@Nullable Object>> micro = new ArrayList<>();
            for (List<?> part : parts(call)) {
                boolean reads = part.get(0) instanceof Keyword f && f.name().startsWith("r");
                List<@Nullable Object> words = new ArrayList<>();
                words.add(Keyword.of(reads ? "read" : "write"));
                words.add(numbers.of(part.get(1)));
                words.add(reads && !call.isOk() ? null : (Object) numbers.of(part.get(2)));
                micro.add(words);
            }
            return Optional.of(new Effect("txn", micro));
        }

        private static List<List<?>> parts(Call call) {
            Object value =
                    call.isOk() ? Dialect.output(call) : call.invocation().value();
            List<List<?>> parts = new ArrayList<>();
            ((List<?>) Objects.requireNonNull(value)).forEach(part -> parts.add((List<?>) part));
            return parts;
        }
    }
}
