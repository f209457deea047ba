package io.schism.histories.model;

import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Named registers under transactions: {@code :txn [[:r :x 1] [:w :y 2]]}, each register absent at the start. The long
 * forms {@code :read} and {@code :write} are read too, and all of them as strings.
 */
final class MultiRegister implements Merging<Registers> {
    @Override
    public String name() {
        return "multi-register";
    }

    @Override
    public String description() {
        return ":txn [[:r key value] [:w key value] ...] over named registers; start: a map";
    }

    @Override
    public Registers initial(Optional<Object> value) {
        Registers registers = Registers.EMPTY;
        if (value.isPresent()) {
            if (!(value.get() instanceof Map<?, ?> map)) {
                throw UserError.usage(
                        "a multi-register cannot start at " + Words.show(value.get()),
                        "give a map such as {:x 0 :y 0}");
            }
            for (Map.Entry<?, ?> register : map.entrySet()) {
                registers = registers.with(Objects.requireNonNull(register.getKey()), register.getValue());
            }
        }
        return registers;
    }

    @Override
    public Step<Registers> step(Registers state, Action action) {
        Registers registers = state;
        for (Object part : parts(action.returned() ? action.output() : action.input())) {
            List<?> micro = (List<?>) part;
            Object key = Objects.requireNonNull(micro.get(1));
            if (isRead(micro)) {
                if (action.returned() && !Objects.equals(registers.get(key), micro.get(2))) {
                    return Step.inconsistent("the transaction read " + Words.show(micro.get(2)) + " from "
                            + Words.show(key) + "; that register held " + Words.show(registers.get(key)));
                }
            } else {
                registers = registers.with(key, micro.get(2));
            }
        }
        return Step.to(registers);
    }

    @Override
    public String show(Registers state) {
        return Words.show(state.asMap());
    }

    @Override
    public Optional<String> precheck(Action action) {
        if (!action.f().equals("txn")) {
            return Words.unknown(action, name(), ":txn");
        }
        if (!isTransaction(action.input())) {
            return Optional.of(malformed(action.input()));
        }
        if (action.returned() && !isTransaction(action.output())) {
            return Optional.of(malformed(action.output()));
        }
        return !action.returned() || isAnswer(parts(action.input()), parts(action.output()))
                ? Optional.empty()
                : Optional.of(":txn answers what it was asked, with the values read: " + Words.show(action.output())
                        + " is no answer to " + Words.show(action.input()));
    }

    private static String malformed(@Nullable Object value) {
        return ":txn carries [[:r key value] [:w key value] ...], not " + Words.show(value);
    }

    private static List<?> parts(@Nullable Object transaction) {
        return (List<?>) Objects.requireNonNull(transaction);
    }

    /** Whether the parts are the same but for the values read. */
    private static boolean isAnswer(List<?> asked, List<?> answered) {
        for (int part = 0; part < asked.size(); part++) {
            List<?> question = (List<?>) asked.get(part);
            List<?> answer = part < answered.size() ? (List<?>) answered.get(part) : List.of();
            if (answer.isEmpty()
                    || isRead(question) != isRead(answer)
                    || !Objects.equals(question.get(1), answer.get(1))
                    || !isRead(question) && !Objects.equals(question.get(2), answer.get(2))) {
                return false;
            }
        }
        return asked.size() == answered.size();
    }

    private static boolean isTransaction(@Nullable Object value) {
        return value instanceof List<?> parts && parts.stream().allMatch(MultiRegister::isMicroOperation);
    }

    private static boolean isMicroOperation(@Nullable Object part) {
        return part instanceof List<?> micro
                && micro.size() == 3
                && micro.get(1) != null
                && (isRead(micro) || isNamed(micro, "w", "write"));
    }

    private static boolean isRead(List<?> micro) {
        return isNamed(micro, "r", "read");
    }

    /** JSON has no keywords: there a string will do. */
    private static boolean isNamed(List<?> micro, String brief, String full) {
        String f = micro.get(0) instanceof Keyword keyword ? keyword.name() : String.valueOf(micro.get(0));
        return f.equals(brief) || f.equals(full);
    }

    @Override
    public boolean isPureRead(Action action) {
        return parts(action.input()).stream().allMatch(part -> isRead((List<?>) part));
    }

    /** Registers that nothing reads into absent ones, and values that no read answered into one that stands for all of these. */
    @Override
    public UnaryOperator<Registers> merging(Collection<Action> actions) {
        Map<Object, Set<@Nullable Object>> answers = new HashMap<>();
        for (Action action : actions) {
            for (Object part : parts(action.returned() ? action.output() : List.of())) {
                List<?> micro = (List<?>) part;
                if (isRead(micro)) {
                    answers.computeIfAbsent(Objects.requireNonNull(micro.get(1)), key -> new HashSet<>())
                            .add(micro.get(2));
                }
            }
        }
        Object unread = Answers.outside(answers.values());
        return state -> {
            Registers merged = Registers.EMPTY;
            for (Map.Entry<Object, Set<@Nullable Object>> register : answers.entrySet()) {
                Object value = state.get(register.getKey());
                merged = merged.with(register.getKey(), register.getValue().contains(value) ? value : unread);
            }
            return merged;
        };
    }

    @Override
    public long weight(Registers state) {
        // Its own array of buckets, and mostly one bucket of its own.
        return 192 + 2L * state.size();
    }
}
